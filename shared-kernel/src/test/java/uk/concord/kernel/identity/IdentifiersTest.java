package uk.concord.kernel.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.problem.ProblemException;

class IdentifiersTest {

    private static final Instant INSTANT = Instant.parse("2026-11-22T10:15:30.123Z");

    @Test
    void anIdOfVersion7HoldsTheClocksMillisecondsAndIsUnique() {
        UuidV7 ids = new UuidV7(Clock.fixed(INSTANT, ZoneOffset.UTC));
        Set<UUID> seen = new HashSet<>();

        for (int i = 0; i < 10_000; i++) {
            UUID id = ids.next();
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(INSTANT.toEpochMilli());
            seen.add(id);
        }
        assertThat(seen).hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RXN", "P81002", "323", "G7H8J", "A", "ABCDEFGH1"})
    void anOdsCodeIsOneToNineCapitalsOrDigits(String text) {
        assertThat(new OdsCode(text).value()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rxn", "ABCDEFGH12", "R-N", "RXN ", "RXN\n", "ÄBC"})
    void nothingElseIsAnOdsCode(String text) {
        assertThatThrownBy(() -> new OdsCode(text)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPseudonymIsTheSameUnderTheSameKeyOnly() {
        NhsNumber number = NhsNumber.of("9990000026");
        String pseudonym = new Pseudonyms(key("a")).of(number);

        assertThat(pseudonym).matches("[0-9a-f]{32}").isEqualTo(new Pseudonyms(key("a")).of(number));
        assertThat(new Pseudonyms(key("b")).of(number)).isNotEqualTo(pseudonym);
    }

    @Test
    void aShortPseudonymKeyIsRefusedNamingTheProperty() {
        assertThatThrownBy(() -> new Pseudonyms(Base64.getEncoder().encodeToString(new byte[31])))
                .hasMessageContaining("concord.pseudonym-key");
    }

    private static String key(String letter) {
        return Base64.getEncoder().encodeToString(letter.repeat(32).getBytes());
    }
}
