package uk.concord.audit.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When the sequencer signs nothing: the ledger isn't the continuation of what was signed, or events were lost. */
class SequencerRefusalTest {

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
    void nothingIsSignedOverARestoredOlderDatabase() throws Exception {
        ledger.start();
        ledger.send(20);
        ledger.awaitSigned(20);
        ledger.stop();
        ledger.database.execute(
                "alter table leaf disable trigger all",
                "alter table checkpoint disable trigger all",
                "delete from leaf where leaf_index >= 15",
                "delete from checkpoint where tree_size > 15",
                "alter table leaf enable always trigger append_only",
                "alter table checkpoint enable always trigger append_only");
        String kept = Files.readString(ledger.checkpointFile);

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("20 records", "only 15", "the newest 5 are missing");
        assertThat(Files.readString(ledger.checkpointFile)).isEqualTo(kept);
        assertThat(ledger.leaves()).isEqualTo(15);
    }

    @Test
    void nothingIsSignedOverAnAlteredTree() throws Exception {
        ledger.start();
        ledger.send(20);
        ledger.awaitSigned(20);
        ledger.stop();
        ledger.database.execute(
                "alter table leaf disable trigger all",
                "update leaf set leaf_hash = sha256('altered') where leaf_index = 3",
                "alter table leaf enable always trigger append_only");

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("the ledger was altered");
    }

    @Test
    void nothingIsSignedWhenTheOutsideCheckpointIsGone() throws Exception {
        ledger.start();
        ledger.send(5);
        ledger.awaitSigned(5);
        ledger.stop();
        Files.delete(ledger.checkpointFile);

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("is missing").contains(ledger.checkpointFile.toString());
        assertThat(ledger.checkpointFile).doesNotExist();
    }

    @Test
    void eventsThatKafkaNoLongerHasAreNotSkippedSilently() throws Exception {
        ledger.start();
        ledger.send(50);
        ledger.awaitSigned(50);
        ledger.stop();
        ledger.send(50);
        ledger.topic.forget();

        Sequencer sequencer = ledger.start();
        RunningLedger.await(sequencer, SequencerState.Refusing.class);

        assertThat(refusal(sequencer)).contains("Records may be lost");
        assertThat(ledger.leaves()).isEqualTo(50);
    }

    private static String refusal(Sequencer sequencer) {
        return ((SequencerState.Refusing) sequencer.state()).why();
    }
}
