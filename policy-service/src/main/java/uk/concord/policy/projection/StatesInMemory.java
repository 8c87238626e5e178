package uk.concord.policy.projection;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.SchemePreference;

/** The states as objects in two maps. */
@ApplicationScoped
class StatesInMemory implements HeldStates {

    private final ConcurrentHashMap<PatientId, Held> byPatient = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<NhsNumber, PatientId> byNumber = new ConcurrentHashMap<>();
    private final Set<PatientId> unreadable = ConcurrentHashMap.newKeySet();

    private record Held(long revision, Set<NhsNumber> numbers, List<SchemePreference> preferences, Instant since) {}

    @Override
    public void take(PatientState state, Instant now) {
        Held before = byPatient.get(state.patient());
        // After an unreadable event, the revision that was held before it may come again as the repair.
        if (before != null
                && (state.revision() < before.revision()
                        || state.revision() == before.revision() && !unreadable.contains(state.patient()))) {
            return;
        }
        Set<NhsNumber> numbers = state.nhsNumbers().stream().collect(Collectors.toUnmodifiableSet());
        byPatient.put(state.patient(), new Held(state.revision(), numbers, List.copyOf(state.preferences()), now));
        numbers.forEach(number -> byNumber.put(number, state.patient()));
        if (before != null) {
            before.numbers().stream()
                    .filter(number -> !numbers.contains(number))
                    .forEach(number -> byNumber.remove(number, state.patient()));
        }
        unreadable.remove(state.patient());
    }

    @Override
    public void markUnreadable(PatientId patient) {
        unreadable.add(patient);
    }

    @Override
    public Optional<Standing> find(NhsNumber number) {
        PatientId patient = byNumber.get(number);
        if (patient == null) {
            return Optional.empty();
        }
        Held held = byPatient.get(patient);
        if (held == null || unreadable.contains(patient)) {
            return Optional.of(new Standing.Unreadable(patient));
        }
        return Optional.of(new Standing.Registered(patient, held.revision(), held.preferences()));
    }

    @Override
    public Optional<HeldRevision> held(PatientId patient) {
        return Optional.ofNullable(byPatient.get(patient))
                .filter(held -> !unreadable.contains(patient))
                .map(held -> new HeldRevision(patient, held.revision(), held.since()));
    }

    @Override
    public boolean anyNamelessUnreadable() {
        return unreadable.stream().anyMatch(patient -> !byPatient.containsKey(patient));
    }

    @Override
    public int patients() {
        return byPatient.size();
    }

    @Override
    public int unreadable() {
        return unreadable.size();
    }
}
