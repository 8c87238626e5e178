package uk.concord.consent.preference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.concord.consent.idempotency.IdempotentAnswers.Answer;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.register.KnownCodes;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.idempotency.IdempotencyKey;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/** What the signed-in patient reads and changes of her own preferences, whether by the API or on pages. */
@ApplicationScoped
public class OwnPreferences {

    private static final ProblemType IDENTITY_NOT_PROVEN =
            ProblemType.of("identity-not-proven", "Your identity isn't fully proven yet", 403);
    private static final String CHANNEL = "online";

    private final Caller caller;
    private final Preferences preferences;
    private final VersionStore versions;
    private final ChangeDesk desk;
    private final KnownCodes codes;

    OwnPreferences(Caller caller, Preferences preferences, VersionStore versions, ChangeDesk desk, KnownCodes codes) {
        this.caller = caller;
        this.preferences = preferences;
        this.versions = versions;
        this.desk = desk;
        this.codes = codes;
    }

    /** What she says now. */
    public PatientState now(RegisteredPatient patient) {
        return preferences.state(patient);
    }

    /** Everything that she has ever said, newest first. */
    @Transactional
    public List<PreferenceVersion> history(RegisteredPatient patient) {
        return versions.all(patient.id());
    }

    /**
     * Whether she may change anything.
     *
     * @throws ProblemException 403 if her identity isn't fully proven
     */
    public void requireProvenIdentity() {
        if (!caller.identityFullyProven()) {
            throw new ProblemException(
                    IDENTITY_NOT_PROVEN,
                    "To change your choices, prove who you are in your NHS login settings (photo identity), then sign in"
                            + " again. You can go on reading them meanwhile.");
        }
    }

    /**
     * Makes a change, in the running transaction if there is one.
     *
     * @param seen the revision that she has seen
     * @return the revision that the change made
     * @throws ProblemException 403, 412 or 422, as the API answers them
     */
    public long change(RegisteredPatient patient, long seen, List<Choice> choices, String wording) {
        requireProvenIdentity();
        return take(patient, seen, new Change(choices, wording), Optional.empty())
                .revision();
    }

    Answer take(RegisteredPatient patient, long seen, Change change, Optional<IdempotencyKey> key) {
        CodeCheck.check(change, codes.current());
        Map<String, String> evidence = Map.of("kind", "nhs-login", "identity_proofing_level", "P9");
        Author author = new Author(caller.asActor(AuditActor.Capacity.SELF), CHANNEL, evidence);
        return desk.take(patient.id(), seen, change, author, key);
    }
}
