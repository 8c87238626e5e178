package uk.concord.policy.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to a search (AuthZEN 1.0 §8.3). */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SearchAnswer(List<Found> results, @Nullable Page page) {

    /**
     * @param paged whether the answer says where it goes on
     * @param next empty at the end
     */
    static SearchAnswer of(List<Found> found, boolean paged, String next) {
        return new SearchAnswer(found, paged ? new Page(next, found.size()) : null);
    }

    /**
     * Where the answer goes on. A page can hold fewer results than its limit, even none, and not be the last.
     *
     * @param nextToken empty at the end
     * @param count of the results on this page
     */
    record Page(@JsonProperty("next_token") String nextToken, int count) {}

    /** What was found, by what names it and nothing else. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(
            @Nullable String type,
            @Nullable String id,
            @Nullable String name,
            @Nullable Map<String, String> properties) {}

    /** An entity as it is told: a subject or a resource by type and id, an action by name and the purpose that it was asked for. */
    static Found found(SearchKind kind, JsonNode entity) {
        return switch (kind) {
            case SUBJECT, RESOURCE ->
                new Found(entity.path("type").asText(), entity.path("id").asText(), null, null);
            case ACTION -> {
                String purpose = entity.path("properties").path("purpose").textValue();
                yield new Found(
                        null, null, entity.path("name").asText(), purpose == null ? null : Map.of("purpose", purpose));
            }
        };
    }
}
