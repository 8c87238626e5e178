package uk.concord.policy.release;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A release as people read of it.
 *
 * @param state draft, live, or past: replaced by a later one, or passed over
 * @param files only where one release is asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReleaseSummary(
        long number,
        State state,
        String note,
        @JsonProperty("based_on") @Nullable Long basedOn,
        String author,
        @JsonProperty("drafted_at") Instant draftedAt,
        @JsonProperty("approved_by") @Nullable String approvedBy,
        @JsonProperty("approved_at") @Nullable Instant approvedAt,
        @Nullable Map<String, String> files) {

    /** Where a release is in its life. */
    public enum State {
        @JsonProperty("draft")
        DRAFT,
        @JsonProperty("live")
        LIVE,
        @JsonProperty("past")
        PAST
    }

    static ReleaseSummary of(Release release, long live, @Nullable Map<String, String> files) {
        return new ReleaseSummary(
                release.number,
                state(release.number, live),
                release.note,
                release.basedOn,
                release.authorSubject,
                release.draftedAt,
                release.approverSubject,
                release.approvedAt,
                files);
    }

    private static State state(long number, long live) {
        if (number == live) {
            return State.LIVE;
        }
        return number < live ? State.PAST : State.DRAFT;
    }
}
