package uk.concord.policy.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;

/** AuthZEN 1.0 §9: the metadata of this policy decision point. Empty members are left out, so only what there is stands here. */
record Configuration(
        @JsonProperty("policy_decision_point") String policyDecisionPoint,
        @JsonProperty("access_evaluation_endpoint") String accessEvaluationEndpoint) {}
