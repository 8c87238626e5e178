package uk.concord.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.Keys;
import uk.concord.audit.testing.LedgerDatabase;

/** The verifier on a ledger whose key was changed. */
class VerifyRotationTest {

    @TempDir
    Path folder;

    private RunningLedger ledger;
    private NoteSigner old;
    private NoteSigner fresh;
    private long until;

    @BeforeEach
    void changeTheKey() throws Exception {
        ledger = new RunningLedger(folder);
        old = ledger.signer;
        fresh = NoteSigner.read(RunningLedger.ORIGIN, Keys.writeNew(folder.resolve("new.pem")));
        ledger.fill(20);
        ledger.useKeys(old, fresh);
        grow();
        until = newest();
        ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), until));
        grow();
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void withAllKeysTheLedgerIsRight() throws Exception {
        Outcome outcome = verify(ledger.verifiers().text());

        assertThat(outcome.text())
                .contains("All 42 records are as they were recorded", "the newest is over 42 records");
        assertThat(outcome.status()).isZero();
    }

    @Test
    void withoutTheOldKeyItsCheckpointsAreStrangers() throws Exception {
        Outcome outcome = verify(fresh.verifier().text());

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text()).contains("The stored checkpoint over 20 records was not signed by the log");
    }

    @Test
    void withoutTheNewKeyNothingCanBeSaid() throws Exception {
        assertThat(verify(old.verifier().text()).status()).isEqualTo(2);
    }

    @Test
    void aCheckpointThatTheRetiredKeySignedLaterIsNamed() throws Exception {
        Hash root;
        long size = newest();
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery("select root from checkpoint where tree_size = " + size)) {
                row.next();
                root = Hash.of(row.getBytes(1));
            }
            LedgerDatabase.triggers(statement, "disable");
            try (PreparedStatement update =
                    connection.prepareStatement("update checkpoint set note = ? where tree_size = " + size)) {
                update.setString(1, old.sign(new Checkpoint(RunningLedger.ORIGIN, size, root).text()));
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            LedgerDatabase.triggers(statement, "enable always");
        }

        Outcome outcome = verify(ledger.verifiers().text());

        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.text())
                .contains("The stored checkpoint over " + size + " records was not signed by the log: it is over "
                        + size + " records, and only a key has signed it that was retired before: " + old.verifier())
                .contains("1 checkpoints that were altered");
    }

    private void grow() throws Exception {
        // Ten records, and the one that the keys have changed.
        long grown = ledger.leaves() + 11;
        ledger.startAny();
        ledger.send(10);
        ledger.awaitSigned(grown);
        ledger.stop();
    }

    private long newest() {
        return ledger.database.number("select max(tree_size) from checkpoint");
    }

    private Outcome verify(String keys) throws Exception {
        return Outcome.of(ledger, Files.writeString(folder.resolve("keys"), keys), ledger.checkpointFile);
    }
}
