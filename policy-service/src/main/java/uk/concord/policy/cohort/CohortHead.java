package uk.concord.policy.cohort;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;
import uk.concord.policy.decision.CohortDecisions.Rules;

/**
 * What all answers of a cohort have in common.
 *
 * @param id the decision's
 * @param at the instant at which all of it is judged
 * @param rules the revisions on which all of it rests
 */
record CohortHead(
        UUID id, Instant at, @JsonProperty("revisions") Rules rules) {}
