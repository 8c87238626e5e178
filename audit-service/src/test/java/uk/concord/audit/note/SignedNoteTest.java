package uk.concord.audit.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.merkle.TreeHashing;

class SignedNoteTest {

    private static final String ORIGIN = "ledger.example/concord";

    /** The example of C2SP signed-note. */
    private static final String KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private static final String NOTE = "This is an example message.\n\n— example.com/foo"
            + " Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    @TempDir
    Path folder;

    private NoteSigner signer;
    private KeyPair pair;

    @BeforeEach
    void makeAKey() throws Exception {
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        signer = NoteSigner.read(
                ORIGIN, pem("key.pem", "PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    @Test
    void theSpecificationsExampleOpens() throws Exception {
        VerifierKey key = VerifierKey.parse(KEY);

        assertThat(SignedNote.open(NOTE, List.of(key)).text()).isEqualTo("This is an example message.\n");
        assertThat(key.text()).isEqualTo(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This is an example massage.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
                "This is an example message.\n\n— example.com/bar Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
                "This is an example message.\n\n",
                "This is an example message.\n",
                "This is an example message.\n\nexample.com/foo Uw2QOg==\n",
                "This is an\texample message.\n\n— example.com/foo Uw2QOg==\n"
            })
    void anAlteredOneDoesNot(String note) {
        assertThatThrownBy(() -> SignedNote.open(note, List.of(VerifierKey.parse(KEY))))
                .isInstanceOf(InvalidNoteException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/foo",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void aVerifierKeyThatDoesNotFitItselfIsRefused(String text) {
        assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCheckpointSurvivesSigningAndOpening() throws Exception {
        Checkpoint checkpoint = new Checkpoint(ORIGIN, 0, TreeHashing.EMPTY_ROOT);

        String note = signer.sign(checkpoint.text());

        assertThat(Checkpoint.open(note, VerifierKeys.of(signer.verifier()))).isEqualTo(checkpoint);
    }

    @Test
    void thePublicKeyIsReadFromAVerifierKeyOrAPemFile() throws Exception {
        Path vkey = Files.writeString(folder.resolve("vkey"), signer.verifier().text() + "\n");
        Path pem = pem("public.pem", "PUBLIC KEY", pair.getPublic().getEncoded());

        String line = signer.verifier().text() + "\n";
        assertThat(VerifierKeys.read(vkey, null).text()).isEqualTo(line);
        assertThat(VerifierKeys.read(pem, ORIGIN).text()).isEqualTo(line);
    }

    @Test
    void aCheckpointOfAnotherLogIsRefused() {
        String note = signer.sign(new Checkpoint("other.example/log", 0, TreeHashing.EMPTY_ROOT).text());

        assertThatThrownBy(() -> Checkpoint.open(note, VerifierKeys.of(signer.verifier())))
                .isInstanceOf(InvalidNoteException.class)
                .hasMessageContaining("another log");
    }

    @Test
    void theOutsideFileHoldsTheLastNote() throws Exception {
        OutsideCheckpoint outside = new OutsideCheckpoint(folder.resolve("checkpoint"));
        assertThat(outside.read()).isEmpty();

        outside.replace("one");
        outside.replace("two");

        assertThat(outside.read()).contains("two");
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("checkpoint", "key.pem");
        }
    }

    private Path pem(String name, String label, byte[] content) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END "
                        + label + "-----\n");
    }
}
