package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.testing.Keys;

class LogKeysTest {

    private static final String ORIGIN = "ledger.example/test";
    private static final String SECOND = "concord.ledger.second-signing-key-file";
    private static final String VKEY = "concord.ledger.former-keys.before.vkey";
    private static final String UNTIL = "concord.ledger.former-keys.before.until";

    @TempDir
    Path folder;

    private Path current;
    private Path second;
    private VerifierKey former;

    @BeforeEach
    void makeKeys() throws Exception {
        current = Keys.writeNew(folder.resolve("current.pem"));
        second = Keys.writeNew(folder.resolve("second.pem"));
        former = verifier(ORIGIN, Keys.writeNew(folder.resolve("former.pem")));
    }

    @Test
    void oneKeyIsEnough() throws Exception {
        LogKeys keys = read(Map.of());

        assertThat(keys.current()).hasToString(verifier(ORIGIN, current).text());
        assertThat(keys.verifiers().text()).isEqualTo(verifier(ORIGIN, current) + "\n");
    }

    @Test
    void thoseThatSignComeFirstAndTheLastToBeRetiredBeforeTheOthers() throws Exception {
        VerifierKey older = verifier(ORIGIN, Keys.writeNew(folder.resolve("older.pem")));
        LogKeys keys = read(Map.of(
                SECOND,
                second.toString(),
                "concord.ledger.former-keys.a.vkey",
                older.text(),
                "concord.ledger.former-keys.a.until",
                "10",
                VKEY,
                former.text(),
                UNTIL,
                "4711"));

        assertThat(keys.verifiers().text())
                .isEqualTo(verifier(ORIGIN, current) + "\n" + verifier(ORIGIN, second) + "\n" + former + " until 4711\n"
                        + older + " until 10\n");
        assertThat(keys.set().signers()).hasSize(2);
        assertThat(keys.set().former()).hasSize(2);
    }

    @Test
    void retiredKeysMayComeFromTheEnvironment() throws Exception {
        LogKeys keys = read(
                Map.of(),
                new EnvConfigSource(
                        Map.of(
                                "CONCORD_LEDGER_SECOND_SIGNING_KEY_FILE",
                                second.toString(),
                                "CONCORD_LEDGER_FORMER_KEYS_BEFORE_VKEY",
                                former.text(),
                                "CONCORD_LEDGER_FORMER_KEYS_BEFORE_UNTIL",
                                "4711"),
                        300));

        assertThat(keys.verifiers().text())
                .isEqualTo(
                        verifier(ORIGIN, current) + "\n" + verifier(ORIGIN, second) + "\n" + former + " until 4711\n");
    }

    @Test
    void aRetiredKeyNeverSignsAgain() throws Exception {
        String now = verifier(ORIGIN, current).text();
        String next = verifier(ORIGIN, second).text();

        assertThatThrownBy(() -> read(Map.of(VKEY, now, UNTIL, "1")))
                .hasMessage(VKEY + " is a key that still signs, because it is in concord.ledger.signing-key-file:"
                        + " a key that was retired never signs again");
        assertThatThrownBy(() -> read(Map.of(SECOND, second.toString(), VKEY, next, UNTIL, "1")))
                .hasMessageContaining("because it is in " + SECOND);
    }

    @Test
    void aKeyIsOfThisLogAndThereOnce() throws Exception {
        String foreign =
                verifier("other.example/log", folder.resolve("former.pem")).text();

        assertThatThrownBy(() -> read(Map.of(VKEY, foreign, UNTIL, "1")))
                .hasMessage(VKEY
                        + " is the key of another log: its name is other.example/log, and concord.ledger.origin is "
                        + ORIGIN);
        assertThatThrownBy(() -> read(Map.of(VKEY, "x", UNTIL, "1")))
                .hasMessageStartingWith(VKEY + " must be a verifier key");
        assertThatThrownBy(() -> read(Map.of(VKEY, former.text(), UNTIL, "-1")))
                .hasMessageStartingWith(UNTIL + " must be");
        assertThatThrownBy(() -> read(Map.of(SECOND, current.toString())))
                .hasMessageStartingWith(SECOND + " holds the key of");
        assertThatThrownBy(() -> read(Map.of(SECOND, folder.resolve("none").toString())))
                .hasMessageStartingWith(SECOND + " must name a readable PEM file");
        assertThatThrownBy(() -> read(Map.of(
                        VKEY,
                        former.text(),
                        UNTIL,
                        "1",
                        "concord.ledger.former-keys.again.vkey",
                        former.text(),
                        "concord.ledger.former-keys.again.until",
                        "2")))
                .hasMessageContaining("is there twice");
    }

    private LogKeys read(Map<String, String> more, ConfigSource... sources) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(LedgerSettings.class)
                .withDefaultValue("concord.ledger.origin", ORIGIN)
                .withDefaultValue("concord.ledger.signing-key-file", current.toString())
                .withDefaultValue(
                        "concord.ledger.checkpoint-file",
                        folder.resolve("checkpoint").toString())
                .withDefaultValues(more)
                .withSources(sources)
                .addDiscoveredConverters()
                .build();
        return new LogKeys(config.getConfigMapping(LedgerSettings.class));
    }

    private static VerifierKey verifier(String name, Path file) throws Exception {
        return NoteSigner.read(name, file).verifier();
    }
}
