package uk.concord.gateway.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealerTest {

    private static final byte[] HERE = "here".getBytes(StandardCharsets.UTF_8);

    private final Sealer sealer = new Sealer("dGVzdC1zZWFsaW5nLWtleS10ZXN0LXNlYWxpbmcta2V5LTEyMzQ=");

    @Test
    void whatWasSealedCanBeOpenedInTheSameContext() {
        byte[] token = sealer.seal(Sealer.Use.SESSION, "secret", HERE);

        assertThat(sealer.open(Sealer.Use.SESSION, token, HERE)).hasValue("secret");
    }

    @Test
    void inAnotherContextOrForAnotherUseItCannot() {
        byte[] token = sealer.seal(Sealer.Use.SESSION, "secret", HERE);

        assertThat(sealer.open(Sealer.Use.SESSION, token, new byte[0])).isEmpty();
        assertThat(sealer.open(Sealer.Use.PAGE_LINK, token, HERE)).isEmpty();
    }

    @Test
    void noByteOfItCanBeChanged() {
        byte[] token = sealer.seal(Sealer.Use.SESSION, "secret", HERE);

        for (int i = 0; i < token.length; i++) {
            byte[] changed = token.clone();
            changed[i] ^= 1;
            assertThat(sealer.open(Sealer.Use.SESSION, changed, HERE)).isEmpty();
        }
    }

    @Test
    void theSameTextIsNeverSealedTheSameWay() {
        assertThat(sealer.seal(Sealer.Use.SESSION, "secret", HERE))
                .isNotEqualTo(sealer.seal(Sealer.Use.SESSION, "secret", HERE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c2hvcnQ=", "not base64!"})
    void aKeyThatIsNoneIsRefusedByItsPropertysName(String key) {
        assertThatThrownBy(() -> new Sealer(key))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(Sealer.PROPERTY);
    }
}
