package uk.concord.policy.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.SchemePreference;

class CompactStatesTest {

    private static final PatientId PATIENT = PatientId.of("0191f7a0-0000-7000-8000-000000000001");
    private static final PatientId OTHER_PATIENT = PatientId.of("0191f7a0-0000-7000-8000-000000000002");
    private static final NhsNumber NUMBER = NhsNumber.of("9990000026");
    private static final NhsNumber OTHER = NhsNumber.of("9990548609");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final CompactStates states = new CompactStates();

    @Test
    void aNumberThatNoStateNamedIsNotHeld() {
        assertThat(states.find(NUMBER)).isEmpty();
    }

    @Test
    void aHigherRevisionReplacesALowerOneAndNeverTheOtherWay() {
        take(2, NUMBER);
        take(1, NUMBER);

        assertThat(states.find(NUMBER)).contains(new Standing.Registered(PATIENT, 2, List.of()));
    }

    @Test
    void allNumbersOfAPatientLeadToIt() {
        take(1, NUMBER, OTHER);

        assertThat(states.find(OTHER)).isEqualTo(states.find(NUMBER)).isPresent();
    }

    @Test
    void aNumberThatWasTakenAwayNoLongerDoes() {
        take(1, NUMBER, OTHER);
        take(2, NUMBER);

        assertThat(states.find(OTHER)).isEmpty();
    }

    @Test
    void anUnreadablePatientIsUnreadableUntilAReadableStateComes() {
        take(3, NUMBER);
        states.markUnreadable(PATIENT);
        assertThat(states.find(NUMBER)).contains(new Standing.Unreadable(PATIENT));
        assertThat(states.held(PATIENT)).isEmpty();

        take(2, NUMBER);
        assertThat(states.find(NUMBER)).contains(new Standing.Unreadable(PATIENT));

        take(3, NUMBER);
        assertThat(states.find(NUMBER)).contains(new Standing.Registered(PATIENT, 3, List.of()));
        assertThat(states.unreadable()).isZero();
    }

    @Test
    void anUnreadablePatientWithoutAReadableStateHasNoName() {
        states.markUnreadable(PATIENT);
        assertThat(states.anyNamelessUnreadable()).isTrue();

        take(0, NUMBER);
        assertThat(states.anyNamelessUnreadable()).isFalse();
    }

    @Test
    void aNumberThatMovesLeadsToItsNewPatientInWhateverOrderTheEventsCome() {
        take(OTHER_PATIENT, 1, OTHER, NUMBER);
        take(1, NUMBER);
        take(2, OTHER);
        assertThat(states.find(NUMBER)).contains(new Standing.Registered(OTHER_PATIENT, 1, List.of()));

        take(OTHER_PATIENT, 2, NUMBER);
        assertThat(states.find(OTHER)).contains(new Standing.Registered(PATIENT, 2, List.of()));
    }

    @Test
    void aSnapshotStaysAsItWas() {
        take(1, NUMBER);
        Population before = states.population();

        take(2, OTHER);
        states.markUnreadable(PATIENT);
        take(OTHER_PATIENT, 7, NUMBER);

        assertThat(before.size()).isEqualTo(1);
        int row = before.row(digits(NUMBER));
        assertThat(before.patient(row)).isEqualTo(PATIENT);
        assertThat(before.revision(row)).isEqualTo(1);
        assertThat(before.profileOf(row)).isEqualTo(Profiles.NOTHING_SAID);
        assertThat(before.row(digits(OTHER))).isEqualTo(Population.NONE);
        Population after = states.population();
        assertThat(after.profileOf(after.row(digits(OTHER)))).isEqualTo(Population.UNREADABLE);
        assertThat(after.patient(after.row(digits(NUMBER)))).isEqualTo(OTHER_PATIENT);
    }

    @Test
    void aProfileThatNobodyHasAnyMoreIsLetGo() {
        for (int revision = 1; revision <= 1000; revision++) {
            states.take(
                    new PatientState(
                            PatientState.SCHEMA,
                            PATIENT,
                            revision,
                            List.of(NUMBER),
                            NOW,
                            List.of(new SchemePreference("scheme-" + revision, 1, Effect.DENY, NOW, List.of()))),
                    NOW);
        }

        assertThat(states.profiles()).isEqualTo(2);
        assertThat(states.population().profiles()).isLessThan(5);
    }

    private static long digits(NhsNumber number) {
        return Long.parseLong(number.digits());
    }

    private void take(PatientId patient, long revision, NhsNumber... numbers) {
        states.take(new PatientState(PatientState.SCHEMA, patient, revision, List.of(numbers), NOW, List.of()), NOW);
    }

    private void take(long revision, NhsNumber... numbers) {
        states.take(new PatientState(PatientState.SCHEMA, PATIENT, revision, List.of(numbers), NOW, List.of()), NOW);
    }
}
