package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records don't wait for checkpoints, but none are written that can't be signed. */
class SigningTest {

    @TempDir
    Path folder;

    private RunningLedger ledger;

    @BeforeEach
    void start() throws Exception {
        ledger = new RunningLedger(folder);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void recordsAreWrittenWhileACheckpointIsBeingSigned() throws Exception {
        ledger.start();
        Map<UUID, byte[]> sent = new HashMap<>(ledger.send(10));
        ledger.awaitSigned(10);

        try (Connection blocker = ledger.database.asSuperuser();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("lock table checkpoint in share mode");
            sent.putAll(ledger.send(10));
            Awaitility.await().until(() -> waitingFor("checkpoint"));
            sent.putAll(ledger.send(10));

            Awaitility.await().until(() -> ledger.leaves() == 30);
            assertThat(ledger.database.number("select max(tree_size) from checkpoint"))
                    .isEqualTo(10);
            Awaitility.await().until(() -> unsignedSeconds() > 0);
            blocker.rollback();
        }

        ledger.awaitSigned(30);
        Awaitility.await().until(() -> unsignedSeconds() == 0);
        ledger.demandExactly(sent);
    }

    @Test
    void whatCannotBeSignedStopsTheLeaderUntilItCan() throws Exception {
        Sequencer sequencer = ledger.start();
        Map<UUID, byte[]> sent = new HashMap<>(ledger.send(10));
        ledger.awaitSigned(10);
        String kept = Files.readString(ledger.checkpointFile);

        Files.writeString(ledger.checkpointFile, "not a checkpoint\n");
        sent.putAll(ledger.send(10));
        RunningLedger.await(sequencer, SequencerState.Refusing.class);
        assertThat(((SequencerState.Refusing) sequencer.state()).why()).contains("can't be relied on");
        assertThat(Files.readString(ledger.checkpointFile)).isEqualTo("not a checkpoint\n");

        Files.writeString(ledger.checkpointFile, kept);
        ledger.awaitSigned(20);
        ledger.demandExactly(sent);
    }

    private boolean waitingFor(String table) throws Exception {
        return ledger.database.number(
                        "select count(*) from pg_locks where not granted and relation = '" + table + "'::regclass")
                > 0;
    }

    private double unsignedSeconds() {
        return ledger.meters.get("concord.audit.unsigned.seconds").gauge().value();
    }
}
