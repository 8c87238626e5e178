package uk.concord.audit.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class PatientLookupTest {

    @Inject
    PatientLookup lookup;

    @Inject
    Pseudonyms pseudonyms;

    private final SeveralNumbers somebody = SeveralNumbers.registered();

    @AfterEach
    void mend() {
        AuditTestResource.FAILURE.set(0);
        AuditTestResource.LOOKED_UP.set("");
    }

    @Test
    void byEitherNumberAllHerNamesAreFoundTheTypedOnesFirst() {
        String older = pseudonyms.of(somebody.older());
        String newer = pseudonyms.of(somebody.newer());

        assertThat(lookup.find(somebody.older())).isEqualTo(new Whom(somebody.patient(), List.of(older, newer)));
        assertThat(lookup.find(somebody.newer())).isEqualTo(new Whom(somebody.patient(), List.of(newer, older)));
    }

    @Test
    void byHerIdAllHerNamesAreFound() {
        Whom found = new Whom(
                somebody.patient(),
                Stream.of(somebody.older(), somebody.newer())
                        .map(pseudonyms::of)
                        .sorted()
                        .toList());

        assertThat(lookup.find(somebody.patient())).isEqualTo(found);
        assertThat(lookup.allNames(new Whom(somebody.patient(), List.of()))).isEqualTo(found);
    }

    @Test
    void whoIsNotOnTheRegisterHasTheOneName() {
        NhsNumber number = SeveralNumbers.number();
        UUID nobody = UUID.randomUUID();

        assertThat(lookup.find(number)).isEqualTo(new Whom(null, List.of(pseudonyms.of(number))));
        assertThat(lookup.find(nobody)).isEqualTo(new Whom(nobody, List.of()));
    }

    @Test
    void whoIsNamedByPseudonymsIsNotLookedUp() {
        AuditTestResource.FAILURE.set(500);
        Whom byPseudonym = new Whom(null, List.of("0".repeat(32)));
        Whom byBoth = new Whom(somebody.patient(), List.of("0".repeat(32)));

        assertThat(lookup.allNames(byPseudonym)).isEqualTo(byPseudonym);
        assertThat(lookup.allNames(byBoth)).isEqualTo(byBoth);
    }

    /** An older consent-service tells no pseudonyms, and one with another key others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"patient\":\"0190a000-0000-7000-8000-000000000001\"}",
                "{\"pseudonyms\":[]}",
                "{\"patient\":\"0190a000-0000-7000-8000-000000000001\",\"pseudonyms\":[]}",
                "{\"patient\":\"0190a000-0000-7000-8000-000000000001\",\"pseudonyms\":[\"00112233445566778899aabbccddeeff\"]}",
                "<html>"
            })
    void anAnswerThatDoesNotHoldTheNamesIsNone(String answer) {
        AuditTestResource.LOOKED_UP.set(answer);

        assertThatThrownBy(() -> lookup.find(somebody.older()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNAVAILABLE))
                .hasMessageContaining("patient register");
    }
}
