package uk.concord.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.Keys;
import uk.concord.stack.testing.LiteWitness;

/** Witnesses that others wrote, while the log's key is changed. */
class WitnessRotationTest {

    private static final String NAME = "region";

    @TempDir
    Path folder;

    @Test
    void aWitnessAcceptsWhatTheOneKeySignsThatItKnowsAndNothingElse() throws Exception {
        try (RunningLedger ledger = new RunningLedger(folder)) {
            NoteSigner old = ledger.signer;
            NoteSigner fresh = NoteSigner.read(RunningLedger.ORIGIN, Keys.writeNew(folder.resolve("new.pem")));
            try (LiteWitness knowsOld = LiteWitness.start(
                            "witness.example/old", old.verifier().text());
                    LiteWitness knowsNew = LiteWitness.start(
                            "witness.example/new", fresh.verifier().text())) {
                grow(ledger);
                assertCosigns(ledger, knowsOld, true);
                ledger.useKeys(old, fresh);
                grow(ledger);
                assertCosigns(ledger, knowsOld, true);
                assertCosigns(ledger, knowsNew, true);
                ledger.useKeys(fresh, old);
                grow(ledger);
                assertCosigns(ledger, knowsOld, true);
                ledger.useKeys(fresh, null, new VerifierKeys.Entry(old.verifier(), newest(ledger)));
                grow(ledger);
                assertCosigns(ledger, knowsOld, false);
                assertCosigns(ledger, knowsNew, true);
            }
        }
    }

    private static void assertCosigns(RunningLedger ledger, LiteWitness witness, boolean does) {
        try (Asked asked = new Asked(ledger, TestSettings.of(NAME, witness.addCheckpoint(), witness.vkey()))) {
            asked.ask();

            if (does) {
                StoredCheckpoints.Published cosigned = asked.cosigned().orElseThrow();
                assertThat(cosigned.size()).isEqualTo(newest(ledger));
                assertThat(TestCosigner.cosigned(cosigned.note(), witness.vkey()))
                        .isTrue();
            } else {
                assertThat(asked.state(NAME).failure()).contains("It doesn’t accept our signature");
            }
        }
    }

    private static void grow(RunningLedger ledger) throws Exception {
        long before = ledger.leaves();
        ledger.startAny();
        ledger.send(5);
        ledger.awaitSigned(before + 5);
        ledger.stop();
    }

    private static long newest(RunningLedger ledger) {
        return ledger.database.number("select max(tree_size) from checkpoint");
    }
}
