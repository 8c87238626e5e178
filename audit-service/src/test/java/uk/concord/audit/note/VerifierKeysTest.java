package uk.concord.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.merkle.TreeHashing;
import uk.concord.audit.testing.Keys;

class VerifierKeysTest {

    private static final String ORIGIN = "ledger.example/concord";

    @TempDir
    Path folder;

    private NoteSigner old;
    private NoteSigner fresh;

    @BeforeEach
    void makeKeys() throws Exception {
        old = signer(ORIGIN, "old.pem");
        fresh = signer(ORIGIN, "new.pem");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        String text = fresh.verifier() + "\n" + old.verifier() + " until 4711\n";

        VerifierKeys keys = VerifierKeys.parse("# kept since May\n\n" + text);

        assertThat(keys.text()).isEqualTo(text);
        assertThat(keys.origin()).isEqualTo(ORIGIN);
        assertThat(keys.entries()).extracting(VerifierKeys.Entry::until).containsExactly(null, 4711L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "KEY until\n",
                "KEY until -1\n",
                "KEY until 01\n",
                "KEY 4711\n",
                "KEY\nKEY until 3\n"
            })
    void anythingElseIsRefused(String text) {
        String with = text.replace("KEY", old.verifier().text());

        assertThatThrownBy(() -> VerifierKeys.parse(with)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysOfTwoLogsAreNotOneLogs() throws Exception {
        NoteSigner other = signer("other.example/log", "other.pem");

        assertThatThrownBy(() -> VerifierKeys.parse(old.verifier() + "\n" + other.verifier() + "\n"))
                .hasMessageContaining("has another name than the log's origin, which is " + ORIGIN);
    }

    @Test
    void aCheckpointOfTwoSignersOpensWithEitherKey() throws Exception {
        String note = NoteSigner.sign(text(7), List.of(old, fresh));

        assertThat(note.lines().filter(line -> line.startsWith("\u2014 " + ORIGIN + " ")))
                .hasSize(2);
        assertThat(Checkpoint.open(note, VerifierKeys.of(old.verifier())).size())
                .isEqualTo(7);
        assertThat(Checkpoint.open(note, VerifierKeys.of(fresh.verifier())).size())
                .isEqualTo(7);
        assertThat(Checkpoint.open(note, keys(3)).size()).isEqualTo(7);
    }

    @Test
    void aRetiredKeyCountsUpToItsSizeAndNoFurther() throws Exception {
        assertThat(Checkpoint.open(old.sign(text(7)), keys(7)).size()).isEqualTo(7);
        assertThatThrownBy(() -> Checkpoint.open(old.sign(text(8)), keys(7)))
                .isInstanceOf(InvalidNoteException.class)
                .hasMessage("it is over 8 records, and only a key has signed it that was retired before: "
                        + old.verifier());
        assertThat(Checkpoint.open(fresh.sign(text(8)), keys(7)).size()).isEqualTo(8);
    }

    @Test
    void aWrongSignatureOfAnyKnownKeyRefusesTheNote() {
        String good = NoteSigner.sign(text(7), List.of(old, fresh));
        String[] lines = good.split("\n", -1);
        String wrong = NoteSigner.sign(text(8), List.of(old)).split("\n", -1)[4];

        assertThatThrownBy(() -> Checkpoint.open(good.replace(lines[4], wrong), keys(7)))
                .isInstanceOf(InvalidNoteException.class)
                .hasMessageContaining("is wrong");
    }

    @Test
    void aStrangersSignatureIsNone() throws Exception {
        NoteSigner stranger = signer(ORIGIN, "stranger.pem");

        assertThatThrownBy(() -> Checkpoint.open(stranger.sign(text(7)), keys(7)))
                .hasMessage("none of the keys of " + ORIGIN + " that are known here has signed it");
    }

    private VerifierKeys keys(long until) {
        return VerifierKeys.parse(fresh.verifier() + "\n" + old.verifier() + " until " + until + "\n");
    }

    private static String text(long size) {
        return new Checkpoint(ORIGIN, size, TreeHashing.EMPTY_ROOT).text();
    }

    private NoteSigner signer(String name, String file) throws Exception {
        return NoteSigner.read(name, Keys.writeNew(folder.resolve(file)));
    }
}
