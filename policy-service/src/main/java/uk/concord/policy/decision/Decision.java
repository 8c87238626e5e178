package uk.concord.policy.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.projection.Standing;

/**
 * A decision with everything that it rests on.
 *
 * @param standing how the patient stood; null where the question isn't about one
 */
record Decision(
        UUID id,
        Question question,
        @Nullable Standing standing,
        Facts.Input input,
        PolicyAnswer answer) {

    /** The patient's revision, where there is one. */
    @Nullable Long patientRevision() {
        return standing instanceof Standing.Registered registered ? registered.revision() : null;
    }
}
