package uk.concord.audit.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.RecordLine;
import uk.concord.audit.trail.RecordView;
import uk.concord.kernel.identity.OdsCode;

/**
 * One line of the queue. It says nothing of the patient.
 *
 * @param id the grant's id, and the review's
 * @param declaredBy the user, as the partner system said; like the reason absent if the declaration's record was altered, and then no
 *     move can be made
 * @param dueAt from when it is late
 * @param found what was found, once it was
 * @param withheldUntil from when the patient sees the records; absent if she sees them now
 * @param revision how many moves were made: the ETag
 * @param possible the moves that can be made now
 * @param record the declaration's record
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReviewView(
        UUID id,
        OdsCode requester,
        RecordView.@Nullable User declaredBy,
        @Nullable String reasonCode,
        Instant declaredAt,
        Instant dueAt,
        boolean overdue,
        ReviewState state,
        @Nullable ReviewState found,
        @Nullable Instant withheldUntil,
        long revision,
        List<Move> possible,
        UUID record) {

    static ReviewView of(Review review, Instant now) {
        Standing standing = review.standing();
        Standing.Finding found = standing.found();
        Optional<Review.Declared> declared = review.declared();
        return new ReviewView(
                review.grant(),
                review.requester(),
                declared.map(there -> there.line().actor().user()).orElse(null),
                declared.map(there -> there.said("reason_code")).orElse(null),
                review.declaredAt(),
                review.dueAt(),
                review.overdueAt(now),
                standing.state(),
                found == null ? null : found.judgement(),
                standing.withheldAt(now) ? standing.withheldUntil() : null,
                standing.revision(),
                declared.isPresent() ? standing.possible(now) : List.of(),
                review.declaration().entry().eventId());
    }

    /**
     * One review with its story.
     *
     * @param relationship what the user had to do with the patient
     * @param until when the grant ended by itself
     * @param uses the records of what was done under the grant, newest first; at most 200
     * @param reminders the days on which officers were reminded
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Whole(
            @JsonUnwrapped ReviewView line,
            RecordView.@Nullable Patient patient,
            @Nullable String reason,
            @Nullable String relationship,
            @Nullable String until,
            List<RecordLine> uses,
            List<Moved> moves,
            List<LocalDate> reminders) {

        static Whole of(OpenedReview opened, Instant now) {
            Review review = opened.review();
            Optional<Review.Declared> declared = review.declared();
            return new Whole(
                    ReviewView.of(review, now),
                    declared.map(there -> there.line().patient()).orElse(null),
                    declared.map(there -> there.said("reason")).orElse(null),
                    declared.map(there -> there.said("relationship")).orElse(null),
                    declared.map(there -> there.said("until")).orElse(null),
                    opened.uses().stream().map(RecordLine::of).toList(),
                    opened.moves().stream().map(Moved::of).toList(),
                    opened.reminders());
        }
    }

    /**
     * A move that was made.
     *
     * @param by who made it; absent while its record isn't in the ledger yet, and if that was altered
     * @param words the finding or the reason
     * @param record the id of its audit record
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Moved(
            long revision,
            Move move,
            ReviewState state,
            Instant at,
            RecordView.@Nullable Actor by,
            String words,
            @Nullable Instant withheldUntil,
            UUID record) {

        static Moved of(OpenedReview.PastMove past) {
            MoveMade made = past.made();
            return new Moved(
                    made.after().revision(),
                    made.move(),
                    made.after().state(),
                    made.at(),
                    past.record() instanceof RecordView there ? there.actor() : null,
                    past.words(),
                    made.after().withheldUntil(),
                    made.record());
        }
    }
}
