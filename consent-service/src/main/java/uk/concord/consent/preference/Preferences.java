package uk.concord.consent.preference;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.SchemePreference;

/** What patients say now. */
@ApplicationScoped
public class Preferences {

    private final VersionStore versions;

    Preferences(VersionStore versions) {
        this.versions = versions;
    }

    /** The patients' states, in the same order. */
    @Transactional
    public List<PatientState> states(Collection<RegisteredPatient> patients) {
        Map<PatientId, List<PreferenceVersion>> latest =
                versions.latest(patients.stream().map(RegisteredPatient::id).toList());
        List<PatientState> states = new ArrayList<>(patients.size());
        for (RegisteredPatient patient : patients) {
            states.add(patient.with(inUse(latest.getOrDefault(patient.id(), List.of()))));
        }
        return states;
    }

    /** The patient's state. */
    @Transactional
    public PatientState state(RegisteredPatient patient) {
        return states(List.of(patient)).getFirst();
    }

    /** What isn't withdrawn, in the same order. */
    static List<SchemePreference> inUse(Collection<PreferenceVersion> latest) {
        return latest.stream()
                .map(PreferenceVersion::inUse)
                .filter(Objects::nonNull)
                .toList();
    }
}
