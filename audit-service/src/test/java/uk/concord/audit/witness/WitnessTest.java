package uk.concord.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.Keys;
import uk.concord.stack.testing.LiteWitness;

/** A witness that others wrote and we don't alter, asked about a ledger of a test's own. */
class WitnessTest {

    private static final String NAME = "region";
    private static final String OWN_NAME = "witness.example/region";

    @TempDir
    static Path folder;

    private static RunningLedger ledger;
    private LiteWitness real;

    @BeforeAll
    static void start() throws Exception {
        ledger = new RunningLedger(folder);
        ledger.startAny();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void startWitness() {
        real = LiteWitness.start(OWN_NAME, ledger.signer.verifier().text());
    }

    @AfterEach
    void stopWitness() {
        real.close();
    }

    @Test
    void itCosignsACheckpointAndThenOneThatContinuesIt() throws Exception {
        grow(ledger, 3);
        try (Asked asked = asked(ledger, real.vkey())) {
            asked.ask();
            long first = asked.cosigned().orElseThrow().size();
            grow(ledger, 300);
            asked.ask();

            StoredCheckpoints.Published cosigned = asked.cosigned().orElseThrow();
            assertThat(cosigned.size()).isEqualTo(newest(ledger)).isGreaterThanOrEqualTo(first + 300);
            assertThat(TestCosigner.cosigned(cosigned.note(), real.vkey())).isTrue();
            assertThat(TestCosigner.cosigned(cosigned.note().replaceFirst("\n[0-9]+\n", "\n1\n"), real.vkey()))
                    .as("the same under another size")
                    .isFalse();
            assertThat(Checkpoint.open(cosigned.note(), VerifierKeys.of(ledger.signer.verifier()))
                            .size())
                    .isEqualTo(cosigned.size());
            assertThat(asked.stored(NAME)).isEqualTo(2);
            assertThat(asked.gauge("concord.audit.witness.behind.seconds", NAME))
                    .isZero();
        }
    }

    @Test
    void whoHasCosignedTheNewestCheckpointIsLeftAlone() throws Exception {
        grow(ledger, 1);
        try (Asked asked = asked(ledger, real.vkey())) {
            asked.ask();
            real.stop();

            asked.ask();

            assertThat(asked.state(NAME)).isEqualTo(WitnessState.UNTRIED);
            assertThat(asked.stored(NAME)).isEqualTo(1);
        }
    }

    @Test
    void itIsAskedAgainFromTheSizeThatItKnowsWhenOursWasLost() throws Exception {
        grow(ledger, 2);
        try (Asked before = asked(ledger, real.vkey())) {
            before.ask();
        }
        forgetCosignatures(ledger);
        grow(ledger, 5);
        try (Asked asked = asked(ledger, real.vkey())) {
            asked.ask();

            assertThat(asked.cosigned().orElseThrow().size()).isEqualTo(newest(ledger));
            assertThat(asked.stored(NAME)).isEqualTo(1);
        }
    }

    @Test
    void whileItIsAwayNothingIsCosignedAndAfterwardsItCatchesUp() throws Exception {
        real.stop();
        grow(ledger, 2);
        try (Asked asked = asked(ledger, real.vkey())) {
            asked.ask();
            assertThat(asked.state(NAME).failure()).contains("It can’t be reached: nothing answers at its address.");
            assertThat(asked.state(NAME).contradiction()).isNull();
            assertThat(asked.cosigned()).isEmpty();
            assertThat(asked.gauge("concord.audit.witness.behind.seconds", NAME))
                    .isPositive();

            real.restart();
            asked.ask();

            assertThat(asked.cosigned().orElseThrow().size()).isEqualTo(newest(ledger));
            assertThat(asked.state(NAME).failure()).isNull();
            assertThat(asked.gauge("concord.audit.witness.behind.seconds", NAME))
                    .isZero();
        }
    }

    @Test
    void whatAnotherKeySignedIsNotStored() throws Exception {
        grow(ledger, 1);
        try (Asked asked = asked(ledger, new TestCosigner(OWN_NAME).vkey())) {
            asked.ask();

            assertThat(asked.state(NAME).failure()).contains("another key");
            assertThat(asked.stored(NAME)).isZero();
            assertThat(asked.cosigned()).isEmpty();
        }
    }

    @Test
    void aLogThatItDoesNotKnowIsSaidToBeUnknown() throws Exception {
        try (RunningLedger stranger = ledgerOf("stranger", "ledger.example/stranger")) {
            grow(stranger, 1);
            try (Asked asked = asked(stranger, real.vkey())) {
                asked.ask();

                assertThat(asked.state(NAME).failure()).contains("doesn’t know our ledger", "404");
            }
        }
    }

    @Test
    void aSignatureOfAKeyThatItDoesNotKnowIsRefused() throws Exception {
        try (RunningLedger stranger = ledgerOf("other-key", RunningLedger.ORIGIN)) {
            grow(stranger, 1);
            try (Asked asked = asked(stranger, real.vkey())) {
                asked.ask();

                assertThat(asked.state(NAME).failure()).contains("doesn’t accept our signature", "403");
                assertThat(asked.state(NAME).contradiction()).isNull();
            }
        }
    }

    /** Somebody has our key and signs another history: the witness refuses it, and our side raises the alarm. */
    @Test
    void aForkThatIsLargerIsRefusedByTheWitnessAndAnAlarm() throws Exception {
        grow(ledger, 3);
        try (Asked asked = asked(ledger, real.vkey())) {
            asked.ask();
        }
        try (RunningLedger fork = forkOf(ledger, "fork");
                Alarms alarms = new Alarms()) {
            grow(fork, Math.toIntExact(newest(ledger)) + 10);
            try (Asked asked = asked(fork, real.vkey())) {
                asked.ask();

                assertThat(asked.state(NAME).contradiction()).contains("continuation of the " + newest(ledger), "422");
                assertThat(asked.stored(NAME)).isZero();
                assertThat(asked.cosigned()).isEmpty();
                assertThat(asked.gauge("concord.audit.witness.contradicts", NAME))
                        .isEqualTo(1);
                assertThat(alarms.said).singleElement().asString().contains("witness=" + NAME);
            }
        }
    }

    /** An older state of the ledger was brought back, its checkpoint outside the database included. */
    @Test
    void aLedgerThatIsSmallerThanTheWitnessRemembersIsAnAlarm() throws Exception {
        grow(ledger, 3);
        try (Asked asked = asked(ledger, real.vkey())) {
            asked.ask();
        }
        try (RunningLedger older = forkOf(ledger, "older");
                Alarms alarms = new Alarms()) {
            grow(older, 1);
            try (Asked asked = asked(older, real.vkey())) {
                asked.ask();

                assertThat(asked.state(NAME).contradiction())
                        .contains("a ledger of " + newest(ledger) + " records", "covers only 1");
                assertThat(alarms.said).hasSize(1);

                asked.forget();
                assertThat(asked.gauge("concord.audit.witness.contradicts", NAME))
                        .as("of an instance that doesn't lead any more")
                        .isZero();
            }
        }
    }

    /** What a witness said isn't taken back because it is away afterwards. */
    @Test
    void anAlarmStaysUntilTheWitnessCosignsAgain() throws Exception {
        grow(ledger, 3);
        try (Asked asked = asked(ledger, real.vkey())) {
            asked.ask();
        }
        try (RunningLedger older = forkOf(ledger, "later")) {
            grow(older, 1);
            try (Asked asked = asked(older, real.vkey())) {
                asked.ask();
                real.stop();

                asked.ask();

                assertThat(asked.state(NAME).failure()).contains("can’t be reached");
                assertThat(asked.state(NAME).contradiction()).contains("covers only 1");
            }
        }
    }

    @Test
    void aCheckpointIsPublishedAsCosignedOnlyWithAQuorum() throws Exception {
        grow(ledger, 2);
        try (LiteWitness second = LiteWitness.start(
                        "witness.example/second", ledger.signer.verifier().text());
                Asked asked = new Asked(
                        ledger,
                        TestSettings.of(
                                Map.of(
                                        NAME,
                                        new TestSettings.At(real.addCheckpoint(), real.vkey()),
                                        "second",
                                        new TestSettings.At(second.addCheckpoint(), second.vkey())),
                                2))) {
            second.stop();
            asked.ask();
            assertThat(asked.stored(NAME)).isEqualTo(1);
            assertThat(asked.cosigned()).isEmpty();

            second.restart();
            grow(ledger, 2);
            asked.ask();

            StoredCheckpoints.Published cosigned = asked.cosigned().orElseThrow();
            assertThat(cosigned.size()).isEqualTo(newest(ledger));
            assertThat(TestCosigner.cosigned(cosigned.note(), real.vkey())).isTrue();
            assertThat(TestCosigner.cosigned(cosigned.note(), second.vkey())).isTrue();
        }
    }

    private Asked asked(RunningLedger which, String vkey) {
        return new Asked(which, TestSettings.of(NAME, real.addCheckpoint(), vkey));
    }

    private static void grow(RunningLedger which, int records) throws Exception {
        long before = which.leaves();
        which.send(records);
        which.awaitSigned(before + records);
    }

    private static long newest(RunningLedger which) {
        return which.database.number("select max(tree_size) from checkpoint");
    }

    private static void forgetCosignatures(RunningLedger which) throws Exception {
        which.database.execute(
                "alter table cosignature disable trigger append_only",
                "delete from cosignature",
                "alter table cosignature enable always trigger append_only");
    }

    private static RunningLedger ledgerOf(String name, String origin) throws Exception {
        Path own = Files.createDirectory(folder.resolve(name));
        return started(new RunningLedger(own, NoteSigner.read(origin, Keys.writeNew(own.resolve("key.pem")))));
    }

    private static RunningLedger forkOf(RunningLedger which, String name) throws Exception {
        return started(new RunningLedger(Files.createDirectory(folder.resolve(name)), which.signer));
    }

    private static RunningLedger started(RunningLedger which) {
        which.startAny();
        return which;
    }
}
