package uk.concord.policy.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditActor.AssertedUser;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.policy.projection.Standing;

/** What is recorded of a decision: who asked what about whom, the facts, the answer with its reasons, and the revisions. */
@ApplicationScoped
class DecisionEntry {

    private final Pseudonyms pseudonyms;
    private final RecordedMembers members;

    DecisionEntry(Pseudonyms pseudonyms, RecordedMembers members) {
        this.pseudonyms = pseudonyms;
        this.members = members;
    }

    AuditEntry of(Decision decision, String client, String subject) {
        Question question = decision.question();
        AuditEntry entry = AuditEntry.of(
                        AuditType.DECISION,
                        actor(question, client, subject),
                        outcome(decision.answer()),
                        summary(decision))
                .underDecision(decision.id())
                .with(detail(decision));
        return switch (question) {
            case Question.PatientRecord record -> {
                AuditEntry concerning =
                        entry.concerning(List.of(record.custodian())).forPurpose(members.of(record.purpose()));
                AuditPatient patient = patient(record, decision.standing());
                yield concerning.about(patient);
            }
            case Question.Other other -> entry;
        };
    }

    AuditActor actor(Question question, String client, String subject) {
        Question.Subject asker = question.subject();
        Capacity capacity = switch (asker.type()) {
            case "patient" -> Capacity.SELF;
            case "system", "organisation" -> Capacity.SYSTEM;
            default -> Capacity.STAFF;
        };
        return new AuditActor(
                client,
                subject,
                question.requester(),
                // A partner may name its user by an NHS number, a patient above all; the record may not.
                new AssertedUser(members.of(asker.id()), members.ofOptional(asker.role())),
                capacity);
    }

    /** What was asked, as a record may keep it. */
    Facts.Asked asked(Facts facts) {
        return members.of(facts.question());
    }

    private AuditPatient patient(Question.PatientRecord question, @Nullable Standing standing) {
        return switch (standing) {
            case Standing.Registered registered -> AuditPatient.registered(registered.patient());
            case Standing.Unreadable unreadable -> AuditPatient.registered(unreadable.patient());
            case Standing.Unregistered unregistered -> AuditPatient.unregistered(pseudonyms.of(question.nhsNumber()));
            case null -> AuditPatient.unregistered(pseudonyms.of(question.nhsNumber()));
        };
    }

    private static String outcome(PolicyAnswer answer) {
        if (!answer.decision()) {
            return "deny";
        }
        return answer.withheld().isEmpty() ? "permit" : "partial";
    }

    private static String summary(Decision decision) {
        String answered = decision.answer().decision() ? "yes" : "no";
        return switch (decision.question()) {
            case Question.PatientRecord record ->
                record.requester() + " asked " + record.custodian() + " to " + safe(record.action()) + " "
                        + kinds(record.categories().size()) + " of information for " + safe(record.purpose())
                        + "; the answer was " + answered + ".";
            case Question.Other other -> {
                OdsCode requester = other.requester();
                yield (requester == null ? "A partner" : requester)
                        + " asked about something else than a patient's record;" + " the answer was " + answered + ".";
            }
        };
    }

    private static String kinds(int count) {
        return count == 1 ? "1 kind" : count + " kinds";
    }

    private static String safe(String word) {
        return word.matches("[A-Za-z-]{1,30}") ? word : "something unregistered";
    }

    private Map<String, Object> detail(Decision decision) {
        PolicyAnswer answer = members.of(decision.answer());
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("facts", members.of(decision.input().facts()));
        detail.put("at", decision.input().at());
        detail.put("outcome", answer.outcome());
        detail.put("permitted", members.of(answer.permitted()));
        detail.put("withheld", members.of(answer.withheld()));
        detail.put("reasons", new ArrayList<>(answer.reasons()));
        detail.put("obligations", answer.obligations());
        put(detail, "agreement", answer.agreement());
        put(detail, "legal_bases", answer.legalBases());
        put(detail, "gap", answer.gap());
        put(detail, "grant", decision.grant() == null ? null : decision.grant().id());
        detail.put("valid_until", decision.validUntil());
        detail.put("revisions", EvaluationAnswer.Revisions.of(decision));
        return detail;
    }

    private static void put(Map<String, Object> detail, String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value);
        }
    }
}
