package uk.concord.policy.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;

class StatesInMemoryTest {

    private static final PatientId PATIENT = PatientId.of("0191f7a0-0000-7000-8000-000000000001");
    private static final NhsNumber NUMBER = NhsNumber.of("9990000026");
    private static final NhsNumber OTHER = NhsNumber.of("9990548609");
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final StatesInMemory states = new StatesInMemory();

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

    private void take(long revision, NhsNumber... numbers) {
        states.take(new PatientState(PatientState.SCHEMA, PATIENT, revision, List.of(numbers), NOW, List.of()), NOW);
    }
}
