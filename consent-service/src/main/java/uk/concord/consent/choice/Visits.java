package uk.concord.consent.choice;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Map;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.patient.SignedInPatient;
import uk.concord.consent.preference.OwnPreferences;
import uk.concord.consent.register.CodeLists;
import uk.concord.consent.register.KnownCodes;
import uk.concord.consent.register.Scheme;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Receives the signed-in patient. */
@ApplicationScoped
class Visits {

    private final SignedInPatient signedIn;
    private final OwnPreferences preferences;
    private final KnownCodes codes;
    private final ChoiceSettings settings;
    private final Clock clock;

    Visits(
            SignedInPatient signedIn,
            OwnPreferences preferences,
            KnownCodes codes,
            ChoiceSettings settings,
            Clock clock) {
        this.signedIn = signedIn;
        this.preferences = preferences;
        this.codes = codes;
        this.settings = settings;
        this.clock = clock;
    }

    /** Somebody who reads. */
    Visit reading() {
        RegisteredPatient patient = signedIn.patient();
        CodeLists known = codes.current();
        return new Visit(
                patient,
                preferences.now(patient),
                known,
                Map.of(
                        Journey.CARE, scheme(known, settings.careScheme()),
                        Journey.RESEARCH, scheme(known, settings.researchScheme())),
                clock.instant());
    }

    /**
     * Somebody who changes something.
     *
     * @throws ProblemException 403 if her identity isn't fully proven
     */
    Visit changing() {
        preferences.requireProvenIdentity();
        return reading();
    }

    private static Scheme scheme(CodeLists known, String id) {
        return known.scheme(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The list of choices is not complete just now. Try again in a minute."));
    }
}
