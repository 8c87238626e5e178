package uk.concord.policy.projection;

import java.time.Instant;
import java.util.Optional;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;

/** What this replica holds of every patient. Any thread may read and write. */
interface HeldStates {

    /** Takes a state, unless a higher revision of this patient is held. */
    void take(PatientState state, Instant now);

    /** The patient's newest state can't be read, so what was held of it counts no longer. */
    void markUnreadable(PatientId patient);

    /** Who has this number, as far as it is held; nothing if no readable state has ever named it. */
    Optional<Standing> find(NhsNumber number);

    /** The revision that is held of this patient. */
    Optional<HeldRevision> held(PatientId patient);

    /** Whether there is a patient whose numbers aren't known, because none of its states was readable. */
    boolean anyNamelessUnreadable();

    /** Everybody as they are held now. */
    Population population();

    int patients();

    int unreadable();

    /** How many distinct profiles the patients have. */
    int profiles();

    /** @param since when this replica came to hold it */
    record HeldRevision(PatientId patient, long revision, Instant since) {}
}
