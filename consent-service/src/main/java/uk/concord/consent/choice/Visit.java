package uk.concord.consent.choice;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.register.CodeLists;
import uk.concord.consent.register.Scheme;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.SchemePreference;

/**
 * A patient's look at a page: who she is, what she says and what there is to choose at that moment.
 *
 * @param schemes the registered scheme of each journey
 */
record Visit(
        RegisteredPatient patient, PatientState state, CodeLists codes, Map<Journey, Scheme> schemes, Instant now) {

    Scheme scheme(Journey journey) {
        return Objects.requireNonNull(schemes.get(journey));
    }

    /** The journey on which choices under this scheme are made. */
    Journey journey(String scheme) {
        return scheme(Journey.RESEARCH).id().equals(scheme) ? Journey.RESEARCH : Journey.CARE;
    }

    /** What she says; null if nothing. */
    @Nullable
    SchemePreference preference(Journey journey) {
        return state.preferences().stream()
                .filter(preference -> preference.scheme().equals(scheme(journey).id()))
                .findFirst()
                .orElse(null);
    }

    Said said(Journey journey, @Nullable SchemePreference preference) {
        return words().said(journey, preference, scheme(journey).defaultEffect());
    }

    Words words() {
        return new Words(codes, now);
    }

    LocalDate today() {
        return now.atZone(Ending.LONDON).toLocalDate();
    }
}
