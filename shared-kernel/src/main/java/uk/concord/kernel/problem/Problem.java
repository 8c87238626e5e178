package uk.concord.kernel.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem details object (RFC 9457 §3).
 *
 * @param instance names this occurrence: the request's id as a URN, so that a caller can quote it
 * @param extensions further members, beside the five
 */
@JsonPropertyOrder({"type", "title", "status", "detail", "instance"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String instance,
        @JsonAnyGetter Map<String, Object> extensions) {

    /** RFC 9457 §6.1. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem of this kind, for this request. */
    public static Problem of(
            ProblemType type, String detail, @Nullable String requestId, Map<String, Object> extensions) {
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                detail,
                requestId == null ? null : "urn:concord:request:" + requestId,
                extensions);
    }
}
