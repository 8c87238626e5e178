package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.LiteWitnessResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Witnessed;
import uk.concord.audit.witness.TestCosigner;

/** What leaves the house has the witness's word for it, as soon as the witness has given it. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(Witnessed.class)
class CosignedEvidenceTest {

    @Inject
    RecordedEvents events;

    @TempDir
    Path folder;

    @Test
    void packAndProofLeadToTheCheckpointThatTheWitnessCosigned() throws Exception {
        AuditBodies record = recorded();
        LiteWitnessResource.awaitCosigned(place(record) + 1);

        UnpackedEvidence pack = Packs.pack(record.id());

        assertThat(cosigned(pack.text("checkpoint.txt"))).isTrue();
        assertThat(pack.proven()).containsExactly(record.id());
        Packs.check(folder, pack, 0, "proven      " + record.id());
        assertThat(pack.text("README.txt"))
                .contains(LiteWitnessResource.witness().vkey())
                .contains("At least 1 of them signed this pack's checkpoint.")
                .doesNotContain("too few of them");
        assertThat(cosigned(proofFile(record))).isTrue();
        assertThat(cosigned(People.officerOf("RXN")
                        .get("/audit/records/" + record.id() + "/proof")
                        .jsonPath()
                        .getString("checkpoint")))
                .isTrue();
    }

    @Test
    void whileTheWitnessIsAwayNewRecordsHaveTheLedgersSignatureAndThePackSaysSo() throws Exception {
        AuditBodies old = recorded();
        LiteWitnessResource.awaitCosigned(place(old) + 1);
        LiteWitnessResource.witness().stop();
        try {
            AuditBodies young = recorded();

            UnpackedEvidence both = Packs.pack(old.id(), young.id());
            UnpackedEvidence before = Packs.pack(old.id());

            assertThat(both.text("checkpoint.txt")).doesNotContain(LiteWitnessResource.OWN_NAME);
            assertThat(both.proven()).containsExactly(old.id(), young.id());
            Packs.check(folder, both, 0, "2 of 2 records are proven.");
            assertThat(both.text("README.txt"))
                    .contains("too few of them had signed a checkpoint that covers all of its records")
                    .doesNotContain("At least 1 of them signed");
            assertThat(proofFile(young)).doesNotContain(LiteWitnessResource.OWN_NAME);
            assertThat(cosigned(before.text("checkpoint.txt"))).isTrue();
            assertThat(before.proven()).containsExactly(old.id());
        } finally {
            LiteWitnessResource.witness().restart();
        }
    }

    private AuditBodies recorded() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(event);
        return event;
    }

    private long place(AuditBodies record) {
        return events.number("select leaf_index from leaf where event_id = ?", record.id());
    }

    private static String proofFile(AuditBodies record) {
        String file = People.officerOf("RXN")
                .get("/audit/records/" + record.id() + "/proof.tlog-proof")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return file.substring(file.indexOf("\n\n") + 2);
    }

    private static boolean cosigned(String note) {
        return TestCosigner.cosigned(note, LiteWitnessResource.witness().vkey());
    }
}
