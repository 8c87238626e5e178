package uk.concord.policy.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What holds for all patients of a cohort who stand alike: what a single answer would say, but for what names one patient. It is
 * made of the rules' answer and of nothing else.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CohortAnswer(
        boolean decision,
        List<String> permitted,
        List<String> withheld,
        List<EvaluationAnswer.Reason> reasons,
        List<PolicyAnswer.Obligation> obligations,
        PolicyAnswer.@Nullable Agreement agreement,
        @JsonProperty("legal_bases") PolicyAnswer.@Nullable LegalBases legalBases,
        PolicyAnswer.@Nullable Gap gap,
        @JsonProperty("valid_until") Instant validUntil) {

    static CohortAnswer of(PolicyAnswer answer, Instant validUntil) {
        return new CohortAnswer(
                answer.decision(),
                answer.permitted(),
                answer.withheld(),
                answer.reasons().stream().map(EvaluationAnswer.Reason::of).toList(),
                answer.obligations(),
                answer.agreement(),
                answer.legalBases(),
                answer.gap(),
                validUntil);
    }

    /** Yes to everything that was asked for, so that nothing has to be taken out. */
    public boolean whole() {
        return decision && withheld.isEmpty();
    }

    /** In one word, as records have it. */
    public String outcome() {
        return whole() ? "permit" : decision ? "partial" : "deny";
    }

    /** What the reasons are called. */
    public List<String> reasonKeys() {
        return reasons.stream().map(EvaluationAnswer.Reason::textKey).distinct().toList();
    }
}
