package uk.concord.policy.decision;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.breakglass.Grant;
import uk.concord.policy.projection.Standing;

/**
 * A decision with everything that it rests on.
 *
 * @param standing how the patient stood; null where the question isn't about one
 * @param grant the break-glass grant that was found for it; null where there is none, or none is needed
 * @param validUntil until when it may be relied on
 */
record Decision(
        UUID id,
        Question question,
        @Nullable Standing standing,
        @Nullable Grant grant,
        Facts.Input input,
        PolicyAnswer answer,
        Instant validUntil) {

    /** Until when an answer of this instant may be relied on, given when the facts change by themselves. */
    static Instant validUntil(Instant at, PolicyAnswer answer, @Nullable Instant factsChangeAt) {
        Instant until = at.plusSeconds(answer.relyForSeconds());
        return earlier(earlier(until, answer.holdsUntil()), factsChangeAt);
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other == null || one.isBefore(other) ? one : other;
    }

    /** The patient's revision, where there is one. */
    @Nullable
    Long patientRevision() {
        return standing instanceof Standing.Registered registered ? registered.revision() : null;
    }
}
