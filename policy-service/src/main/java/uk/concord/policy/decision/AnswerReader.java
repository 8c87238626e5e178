package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.OpaUnavailableException;

/**
 * Reads what the rules answered. It believes nothing that isn't whole, contradicts itself, or permits more than was asked: such
 * an answer is no answer. It can turn a permit into a failure and nothing into a permit.
 */
@ApplicationScoped
class AnswerReader {

    private static final String REDACT = "redact";

    private final ObjectReader json;

    AnswerReader(ObjectMapper json) {
        // Jackson would read a number as the outcome of that place.
        this.json = json.readerFor(PolicyAnswer.class)
                .with(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
    }

    /**
     * @throws OpaUnavailableException if it isn't an answer to this question
     */
    PolicyAnswer read(Evaluation evaluation, Facts.Asked asked) {
        JsonNode result = evaluation.result();
        // Jackson would read "true" and 1 as true.
        if (!result.path("decision").isBoolean()) {
            throw contradiction("without a decision");
        }
        PolicyAnswer answer = parse(result);
        demandConsistent(answer, asked);
        PolicyAnswer.RuleRevisions revisions = answer.revisions();
        if (!revisions.release().equals(evaluation.provenance().release())
                || !revisions.register().equals(evaluation.provenance().register())) {
            throw contradiction("whose revisions aren't those of its bundles");
        }
        return answer;
    }

    private PolicyAnswer parse(JsonNode result) {
        try {
            return json.readValue(result);
        } catch (IOException e) {
            throw contradiction("in an unknown form");
        }
    }

    private static void demandConsistent(PolicyAnswer answer, Facts.Asked asked) {
        if (answer.decision() != (answer.outcome() == PolicyAnswer.Outcome.PERMIT)) {
            throw contradiction("whose outcome contradicts its decision");
        }
        if (!asked.resourceType().equals(Question.PatientRecord.TYPE)) {
            if (!answer.permitted().isEmpty() || !answer.withheld().isEmpty()) {
                throw contradiction("about categories to a question that has none");
            }
            return;
        }
        Set<String> all = new HashSet<>(answer.permitted());
        all.addAll(answer.withheld());
        if (!all.equals(Set.copyOf(asked.categories()))
                || all.size() != answer.permitted().size() + answer.withheld().size()) {
            throw contradiction("about other categories than those asked for");
        }
        if (answer.decision() && answer.permitted().isEmpty()) {
            throw contradiction("that permits nothing and says permit");
        }
        if (answer.decision()
                && !answer.withheld().isEmpty()
                && !(asked.supportedObligations().contains(REDACT) && obligesToRedact(answer))) {
            throw contradiction("that withholds something and doesn't have it redacted");
        }
    }

    // Every obligation to redact must name just what is withheld: a caller may look at any one of them.
    private static boolean obligesToRedact(PolicyAnswer answer) {
        List<PolicyAnswer.Obligation> redactions = answer.obligations().stream()
                .filter(obligation -> REDACT.equals(obligation.properties().get("action")))
                .toList();
        return !redactions.isEmpty()
                && redactions.stream()
                        .allMatch(obligation -> obligation.properties().get("categories") instanceof List<?> redacted
                                && Set.copyOf(answer.withheld()).equals(new HashSet<>(redacted)));
    }

    private static OpaUnavailableException contradiction(String what) {
        return new OpaUnavailableException("gave an answer " + what, null);
    }
}
