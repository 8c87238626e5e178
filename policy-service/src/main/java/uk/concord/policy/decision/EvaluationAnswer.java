package uk.concord.policy.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The answer to an Access Evaluation request (AuthZEN 1.0 §6.2). */
record EvaluationAnswer(boolean decision, Context context) {

    static EvaluationAnswer of(Decision decision) {
        PolicyAnswer answer = decision.answer();
        return new EvaluationAnswer(
                answer.decision(),
                new Context(
                        decision.id(),
                        answer.outcome(),
                        answer.permitted(),
                        answer.withheld(),
                        answer.reasons().stream().map(Reason::of).toList(),
                        answer.obligations(),
                        answer.agreement(),
                        answer.legalBases(),
                        decision.validUntil(),
                        answer.gap(),
                        Revisions.of(decision)));
    }

    /**
     * What the decision comes with.
     *
     * @param permitted the categories that may be had; on a deny those that may be asked for on their own
     * @param validUntil until when it may be relied on
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Context(
            UUID id,
            PolicyAnswer.Outcome outcome,
            List<String> permitted,
            List<String> withheld,
            List<Reason> reasons,
            List<PolicyAnswer.Obligation> obligations,
            PolicyAnswer.@Nullable Agreement agreement,
            @JsonProperty("legal_bases") PolicyAnswer.@Nullable LegalBases legalBases,
            @JsonProperty("valid_until") Instant validUntil,
            PolicyAnswer.@Nullable Gap gap,
            Revisions revisions) {}

    /** One reason, in the words for staff. */
    record Reason(
            String rule,
            PolicyAnswer.Outcome effect,
            @JsonProperty("text_key") String textKey,
            Map<String, Object> parameters,
            String text) {

        static Reason of(PolicyAnswer.Reason reason) {
            return new Reason(
                    reason.rule(),
                    reason.effect(),
                    reason.textKey(),
                    reason.parameters(),
                    reason.texts().staff());
        }
    }

    /** The revisions of everything that it rests on. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Revisions(
            String release, String register, @Nullable Long patient) {

        static Revisions of(Decision decision) {
            PolicyAnswer.RuleRevisions rules = decision.answer().revisions();
            return new Revisions(rules.release(), rules.register(), decision.patientRevision());
        }
    }
}
