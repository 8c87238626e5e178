package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.opa.OpaUnavailableException;
import uk.concord.policy.projection.Standing;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.PartnerSystem;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.RegisterView;

/**
 * Decides one question for many patients by deciding it once for each way in which they stand. It goes through the same facts and
 * the same answers as a question about one of them.
 */
@ApplicationScoped
public class CohortDecisions {

    private static final int AT_ONCE = 500;
    // Facts hold no number; the reader of questions wants one.
    private static final String NOBODY = "9990000018";

    private final QuestionReader reader;
    private final WhoAsks whoAsks;
    private final RegisterView register;
    private final Answers answers;
    private final DecisionEntry entries;
    private final ObjectMapper json;

    CohortDecisions(
            QuestionReader reader,
            WhoAsks whoAsks,
            RegisterView register,
            Answers answers,
            DecisionEntry entries,
            ObjectMapper json) {
        this.reader = reader;
        this.whoAsks = whoAsks;
        this.register = register;
        this.answers = answers;
        this.entries = entries;
        this.json = json;
    }

    /**
     * Reads a question whose resource has no id.
     *
     * @throws ProblemException 400 that says what is wrong with it
     */
    public CohortQuestion read(byte[] question) {
        JsonNode tree = reader.body("application/json", question);
        if (!(tree.path("resource") instanceof ObjectNode resource)
                || !Question.PatientRecord.TYPE.equals(resource.path("type").asText())) {
            throw Member.invalid(
                    "A question about a cohort must have a resource of type " + Question.PatientRecord.TYPE + ".");
        }
        if (resource.has("id") || tree.path("context").has("at_least")) {
            throw Member.invalid(
                    "A question about a cohort names no patient: leave out resource.id and context.at_least.");
        }
        resource.put("id", NOBODY);
        Question read = reader.question(new Member("", tree));
        if (!(read instanceof Question.PatientRecord record)) {
            throw Member.invalid("A question about a cohort must be about patients' records.");
        }
        demandNoGrant(record.purpose());
        return new CohortQuestion(record);
    }

    private void demandNoGrant(String purpose) {
        if (register.latest().find(Kind.PURPOSES, purpose).orElse(null) instanceof Purpose found
                && found.needsGrant()) {
            throw Member.invalid(
                    "This purpose needs a grant for one patient, so nobody may ask for a cohort with it. Ask about the patient.");
        }
    }

    /** @throws ProblemException 403, if this client may not ask this */
    public void demandMayAsk(String client, CohortQuestion question) {
        whoAsks.demandMayAsk(client, question.question());
    }

    /**
     * An answer about everybody names people whom the caller hasn't named, so it is given only to who enforces for the custodian.
     *
     * @throws ProblemException 403, if this client doesn't
     */
    public void demandMayAskAboutEverybody(String client, CohortQuestion question) {
        boolean enforces = register.latest()
                .partnerSystem(client)
                .map(PartnerSystem::enforcesFor)
                .filter(custodians -> custodians.contains(question.custodian()))
                .isPresent();
        if (!enforces) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "Only a partner system that enforces for the organisation that holds the records may ask about everybody,"
                            + " since the answer names people whom it hasn't named. Send a list of NHS numbers, or have the"
                            + " register changed by a register officer of the region.");
        }
    }

    /** The revisions on which answers rest. */
    public record Rules(String release, String register) {}

    /**
     * What was answered.
     *
     * @param rules the same for all; null only if nothing was asked
     */
    public record Answered(
            List<CohortAnswer> answers, @Nullable Rules rules) {}

    /**
     * The answers for these ways to stand, in their order, judged at this instant.
     *
     * @throws ProblemException 503, if one of them can't be had, or the rules changed meanwhile
     */
    public Answered decide(CohortQuestion question, List<? extends Standing> standings, Instant at) {
        List<TimedFacts> timed = standings.stream()
                .map(standing -> FactsMaker.about(question.question(), standing, null, at))
                .toList();
        Map<Facts, PolicyAnswer> found = new LinkedHashMap<>();
        List<Facts> distinct = timed.stream().map(TimedFacts::facts).distinct().toList();
        PolicyAnswer.RuleRevisions revisions = null;
        for (int from = 0; from < distinct.size(); from += AT_ONCE) {
            List<Facts> some = distinct.subList(from, Math.min(from + AT_ONCE, distinct.size()));
            List<PolicyAnswer> answered = answers.to(some, at);
            for (int i = 0; i < some.size(); i++) {
                PolicyAnswer answer = answered.get(i);
                if (revisions != null && !revisions.equals(answer.revisions())) {
                    throw new OpaUnavailableException("changed its rules in the middle of these questions", null);
                }
                revisions = answer.revisions();
                found.put(some.get(i), answer);
            }
        }
        List<CohortAnswer> all = new ArrayList<>(timed.size());
        for (TimedFacts one : timed) {
            PolicyAnswer answer = found.get(one.facts());
            if (answer == null) {
                throw new OpaUnavailableException("has no answer to this question", null);
            }
            all.add(CohortAnswer.of(answer, Decision.validUntil(at, answer, one.changeAt())));
        }
        return new Answered(all, revisions == null ? null : new Rules(revisions.release(), revisions.register()));
    }

    /** Who asks, as records name them. */
    public AuditActor actor(CohortQuestion question, String client, String subject) {
        return entries.actor(question.question(), client, subject);
    }

    /** What was asked, as records keep it: the facts without any patient's. */
    public JsonNode asked(CohortQuestion question, Instant at) {
        return json.valueToTree(
                entries.asked(FactsMaker.about(question.question(), new Standing.Unregistered(), null, at)
                        .facts()));
    }
}
