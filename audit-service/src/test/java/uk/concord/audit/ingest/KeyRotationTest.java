package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.ledger.StoredTree;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeProofs;
import uk.concord.audit.merkle.TreeVerification;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.Keys;

/** One key takes the other's place on a real ledger. */
class KeyRotationTest {

    @TempDir
    Path folder;

    private RunningLedger ledger;
    private NoteSigner old;
    private NoteSigner fresh;

    @BeforeEach
    void start() throws Exception {
        ledger = new RunningLedger(folder);
        old = ledger.signer;
        fresh = NoteSigner.read(RunningLedger.ORIGIN, Keys.writeNew(folder.resolve("new.pem")));
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    /** A record's leaf and its way to a checkpoint, as somebody took them away. */
    private record Kept(long index, Hash leaf, List<Hash> path, String note) {

        boolean holds(VerifierKeys keys) throws Exception {
            Checkpoint checkpoint = Checkpoint.open(note, keys);
            return TreeVerification.inclusion(index, checkpoint.size(), leaf, path, checkpoint.root());
        }
    }

    @Test
    void aKeyIsAnnouncedTakesOverAndTheOldOneIsRetired() throws Exception {
        List<Kept> before = grow();
        ledger.useKeys(old, fresh);
        List<Kept> announced = grow();
        ledger.useKeys(fresh, old);
        List<Kept> switched = grow();
        long until = ledger.database.number("select max(tree_size) from checkpoint");
        ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), until));
        List<Kept> retired = grow();

        for (Kept kept : join(before, announced, switched, retired)) {
            assertThat(kept.holds(ledger.verifiers())).as(kept.note()).isTrue();
        }
        for (Kept kept : join(before, announced, switched)) {
            assertThat(kept.holds(VerifierKeys.of(old.verifier())))
                    .as(kept.note())
                    .isTrue();
        }
        for (Kept kept : join(announced, switched, retired)) {
            assertThat(kept.holds(VerifierKeys.of(fresh.verifier())))
                    .as(kept.note())
                    .isTrue();
        }
        assertThat(signers(announced)).containsExactly(old, fresh);
        assertThat(signers(switched)).containsExactly(fresh, old);
        assertThat(signers(retired)).containsExactly(fresh);
        assertThat(Checkpoint.open(Files.readString(ledger.checkpointFile), ledger.verifiers())
                        .size())
                .isEqualTo(ledger.leaves());
        assertThat(changes())
                .extracting(KeyRotationTest::roles)
                .containsExactly(
                        List.of("current " + old.verifier(), "second " + fresh.verifier()),
                        List.of("current " + fresh.verifier(), "second " + old.verifier()),
                        List.of("current " + fresh.verifier(), "former " + old.verifier() + " until " + until));
        assertThat(changes().getFirst().path("origin").asText()).isEqualTo(RunningLedger.ORIGIN);
        assertThat(changes().getFirst().path("size").asLong()).isEqualTo(10);
        assertThat(changes().getFirst().path("keys").path(1).path("id").asText())
                .isEqualTo(fresh.verifier().hexId());
    }

    @Test
    void aChangeIsRecordedOnceAndUnderTheFirstSignatureOfTheNewKey() throws Exception {
        grow();
        ledger.useKeys(old, fresh);
        RunningLedger.await(ledger.start(), SequencerState.Leading.class);
        ledger.stop();
        RunningLedger.await(ledger.start(), SequencerState.Leading.class);
        ledger.stop();

        assertThat(changes()).hasSize(1);
        assertThat(ledger.leaves()).isEqualTo(11);
        try (Connection connection = ledger.connect()) {
            StoredCheckpoints.Published newest =
                    StoredCheckpoints.newest(connection).orElseThrow();
            assertThat(newest.size()).isEqualTo(11);
            assertThat(Checkpoint.open(newest.note(), VerifierKeys.of(fresh.verifier()))
                            .size())
                    .isEqualTo(11);
        }
    }

    @Test
    void aKeyThatWasNeverChangedNeedsNoRecord() throws Exception {
        grow();
        grow();

        assertThat(changes()).isEmpty();
        assertThat(ledger.leaves()).isEqualTo(20);
    }

    @Test
    void aStolenKeyIsRetiredAtOnce() throws Exception {
        List<Kept> before = grow();
        ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), 10L));
        List<Kept> after = grow();

        assertThat(before.getFirst().holds(ledger.verifiers())).isTrue();
        assertThat(after.getFirst().holds(ledger.verifiers())).isTrue();
        assertThat(signers(after)).containsExactly(fresh);
        assertThat(changes()).hasSize(1);
    }

    @Test
    void nothingIsSignedWithAKeyThatHasNoHistory() throws Exception {
        grow();
        ledger.useKeys(fresh, null);

        assertThat(refusal())
                .contains(
                        "has no signature of the key",
                        "the one before must still be known",
                        "concord.ledger.former-keys");
        assertThat(ledger.leaves()).isEqualTo(10);
    }

    @Test
    void aKeyIsNotRetiredBeforeItsLastSignature() throws Exception {
        grow();
        ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), 9L));
        assertThat(refusal()).contains("it is over 10 records, and only a key has signed it that was retired before");
        ledger.useKeys(old, fresh);
        grow();
        ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), 9L));

        assertThat(refusal())
                .contains("retired at 9 records, but the stored checkpoint over 10 contradicts that")
                .contains("set too low?");
    }

    @Test
    void aKeyIsNotRetiredInTheFuture() throws Exception {
        grow();
        ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), 11L));

        assertThat(refusal()).contains("was retired at 11 records, but the ledger has only 10.");
        assertThat(ledger.leaves()).isEqualTo(10);
    }

    @Test
    void whoStartsWithTheOldSettingsAfterwardsSignsNothing() throws Exception {
        grow();
        ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), 10L));
        grow();
        ledger.useKeys(old, null);

        assertThat(refusal()).contains("has no signature of the key");
        assertThat(ledger.leaves()).isEqualTo(21);
    }

    /** Ten more records under a checkpoint, and what proves the first and the last of them; then the ledger stops. */
    private List<Kept> grow() throws Exception {
        RunningLedger.await(ledger.start(), SequencerState.Leading.class);
        long first = ledger.leaves();
        ledger.send(10);
        ledger.awaitSigned(first + 10);
        ledger.stop();
        return List.of(kept(first), kept(first + 9));
    }

    private Kept kept(long index) throws Exception {
        try (Connection connection = ledger.connect()) {
            StoredCheckpoints.Published newest =
                    StoredCheckpoints.newest(connection).orElseThrow();
            StoredTree tree = new StoredTree(connection);
            return new Kept(
                    index,
                    tree.hashes(0, index, 1).getFirst(),
                    TreeProofs.inclusion(index, newest.size(), tree),
                    newest.note());
        }
    }

    private String refusal() {
        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);
        String why = ((SequencerState.Refusing) sequencer.state()).why();
        ledger.stop();
        return why;
    }

    /** Who has signed, in the order of the lines. */
    private List<NoteSigner> signers(List<Kept> kept) {
        String note = kept.getLast().note();
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        List<NoteSigner> signers = new ArrayList<>();
        note.substring(text.length() + 1)
                .lines()
                .forEach(line -> List.of(old, fresh).stream()
                        .filter(signer -> signer.sign(text).endsWith("\n" + line + "\n"))
                        .forEach(signers::add));
        return signers;
    }

    private List<JsonNode> changes() throws Exception {
        List<JsonNode> changes = new ArrayList<>();
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select body from record where type = 'ledger-key-change' order by leaf_index")) {
            while (rows.next()) {
                changes.add(RecordReader.tree(rows.getBytes(1)).path("detail"));
            }
        }
        return changes;
    }

    private static List<String> roles(JsonNode detail) {
        List<String> roles = new ArrayList<>();
        detail.path("keys")
                .forEach(key -> roles.add(key.path("role").asText() + " "
                        + key.path("key").asText()
                        + (key.has("until") ? " until " + key.path("until").asLong() : "")));
        return roles;
    }

    @SafeVarargs
    private static List<Kept> join(List<Kept>... parts) {
        List<Kept> all = new ArrayList<>();
        List.of(parts).forEach(all::addAll);
        return all;
    }
}
