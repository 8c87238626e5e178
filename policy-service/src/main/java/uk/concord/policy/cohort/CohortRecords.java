package uk.concord.policy.cohort;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.policy.decision.CohortAnswer;
import uk.concord.policy.decision.CohortQuestion;
import uk.concord.policy.projection.Population;

/** What is recorded of one cohort: that it began, each part with its people and what was answered about them, how it ended. */
final class CohortRecords {

    private static final String EVERYBODY = "everybody";
    private static final String LIST = "list";

    private final CohortQuestion question;
    private final AuditActor actor;
    private final JsonNode asked;
    private final Population population;
    private final boolean everybody;
    private final CohortHead head;
    private final Pseudonyms pseudonyms;

    /**
     * Who asked what.
     *
     * @param asked the question's facts
     */
    record Asking(CohortQuestion question, AuditActor actor, JsonNode asked, boolean everybody) {}

    CohortRecords(Asking asking, Population population, CohortHead head, Pseudonyms pseudonyms) {
        this.question = asking.question();
        this.actor = asking.actor();
        this.asked = asking.asked();
        this.everybody = asking.everybody();
        this.population = population;
        this.head = head;
        this.pseudonyms = pseudonyms;
    }

    AuditEntry beginning() {
        Map<String, Object> detail = common();
        detail.put("question", asked);
        detail.put("people_on_the_register", population.size());
        return entry(AuditType.COHORT, "begun", "The answers begin after this record.", detail);
    }

    AuditEntry end(String outcome, Totals totals, String why) {
        Map<String, Object> detail = common();
        detail.put("totals", totals);
        if (!why.isEmpty()) {
            detail.put("error", why);
        }
        return entry(
                AuditType.COHORT,
                outcome,
                outcome.equals("complete") ? "It is answered." : "It was broken off before the end.",
                detail);
    }

    /** @param number of the part, from 1 */
    AuditEntry part(int number, Part part, AnswerTable table) {
        TreeMap<Integer, Named> byAnswer = new TreeMap<>();
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < part.count(); i++) {
            if (!part.isFault(i) && seen.add(part.number(i))) {
                name(byAnswer.computeIfAbsent(part.answer(i), it -> new Named()), part, i);
            }
        }
        List<Map<String, Object>> answers = new ArrayList<>();
        byAnswer.forEach((index, named) -> answers.add(answered(table.answer(index), named)));
        Map<String, Object> detail = common();
        detail.put("part", number);
        detail.put("people", seen.size());
        detail.put("answers", answers);
        return entry(AuditType.COHORT_PART, "answered", "This is about some of them.", detail);
    }

    /** Those who got one answer. */
    private static final class Named {

        private final List<String> patients = new ArrayList<>();
        private final List<Long> revisions = new ArrayList<>();
        private final List<String> pseudonyms = new ArrayList<>();
    }

    private void name(Named named, Part part, int i) {
        int row = part.row(i);
        if (row == Population.NONE) {
            named.pseudonyms.add(pseudonyms.of(NhsNumber.of("%010d".formatted(part.number(i)))));
        } else {
            named.patients.add(population.patient(row).toString());
            named.revisions.add(population.revision(row));
        }
    }

    private static Map<String, Object> answered(CohortAnswer answer, Named named) {
        Map<String, Object> answered = new LinkedHashMap<>();
        answered.put("outcome", answer.outcome());
        answered.put("permitted", answer.permitted());
        answered.put("withheld", answer.withheld());
        answered.put("reasons", answer.reasonKeys());
        answered.put("valid_until", answer.validUntil());
        answered.put("patients", named.patients);
        answered.put("revisions", named.revisions);
        answered.put("pseudonyms", named.pseudonyms);
        return answered;
    }

    private Map<String, Object> common() {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("of", everybody ? EVERYBODY : LIST);
        detail.put("at", head.at());
        detail.put("revisions", head.rules());
        return detail;
    }

    private AuditEntry entry(String type, String outcome, String more, Map<String, Object> detail) {
        String purpose = question.purpose().matches("[A-Za-z-]{1,30}") ? question.purpose() : "something unregistered";
        return AuditEntry.of(
                        type,
                        actor,
                        outcome,
                        question.requester() + " asked " + question.custodian() + " about many people at once for "
                                + purpose + ". " + more)
                .concerning(List.of(question.custodian()))
                .forPurpose(pseudonyms.inPlaceOfNumbers(question.purpose()))
                .underDecision(head.id())
                .with(detail);
    }
}
