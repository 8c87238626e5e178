package uk.concord.policy.opa;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What OPA answered.
 *
 * @param result the rule's value
 * @param provenance the bundles that OPA says it rests on
 */
public record Evaluation(JsonNode result, ActiveRevisions provenance) {}
