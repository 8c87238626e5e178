package uk.concord.policy.discovery;

import com.fasterxml.jackson.annotation.JsonProperty;

/** AuthZEN 1.0 §9: the metadata of this policy decision point. Empty members are left out, so only what there is stands here. */
record Configuration(
        @JsonProperty("policy_decision_point") String policyDecisionPoint,
        @JsonProperty("access_evaluation_endpoint") String accessEvaluationEndpoint,
        @JsonProperty("access_evaluations_endpoint") String accessEvaluationsEndpoint,
        @JsonProperty("search_subject_endpoint") String searchSubjectEndpoint,
        @JsonProperty("search_resource_endpoint") String searchResourceEndpoint,
        @JsonProperty("search_action_endpoint") String searchActionEndpoint) {

    static Configuration at(String base) {
        String access = base + "/access/v1/";
        return new Configuration(
                base,
                access + "evaluation",
                access + "evaluations",
                access + "search/subject",
                access + "search/resource",
                access + "search/action");
    }
}
