package uk.concord.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.audit.export.Exports.export;
import static uk.concord.audit.export.Exports.text;
import static uk.concord.audit.export.Exports.unpacked;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.LiteWitnessResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Witnessed;
import uk.concord.audit.witness.TestCosigner;

/** An archive for somebody who asks what is recorded about her has the witness's word, as a pack has. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(Witnessed.class)
class CosignedExportTest {

    @Inject
    RecordedEvents events;

    @Test
    void theArchiveIsUnderTheCheckpointThatTheWitnessCosigned() throws Exception {
        UUID patient = UUID.randomUUID();
        AuditBodies record = recorded(patient);
        LiteWitnessResource.awaitCosigned(place(record) + 1);
        LiteWitnessResource.witness().stop();
        try {
            // Newer than what the witness has seen, but nothing of hers.
            recorded(UUID.randomUUID());

            Map<String, byte[]> archive = archiveOf(patient);

            assertThat(isCosigned(archive)).isTrue();
            assertThat(proof(archive, record)).endsWith("\n\n" + text(archive, "checkpoint.txt"));
            assertThat(text(archive, "README.txt"))
                    .contains(LiteWitnessResource.witness().vkey())
                    .contains("At least 1 of them signed this archive's checkpoint.")
                    .doesNotContain("too few of them", "Nobody: ");
        } finally {
            LiteWitnessResource.witness().restart();
        }
    }

    @Test
    void aRecordThatTheWitnessHasNotSeenYetIsInItAndTheArchiveSaysThatNobodyElseSigned() throws Exception {
        UUID patient = UUID.randomUUID();
        AuditBodies old = recorded(patient);
        LiteWitnessResource.awaitCosigned(place(old) + 1);
        LiteWitnessResource.witness().stop();
        try {
            AuditBodies young = recorded(patient);

            Map<String, byte[]> archive = archiveOf(patient);

            assertThat(isCosigned(archive)).isFalse();
            for (AuditBodies record : new AuditBodies[] {old, young}) {
                assertThat(proof(archive, record)).endsWith("\n\n" + text(archive, "checkpoint.txt"));
            }
            assertThat(text(archive, "README.txt"))
                    .contains("too few of them had signed a checkpoint that covers all of its records")
                    .doesNotContain("At least 1 of them signed");
        } finally {
            LiteWitnessResource.witness().restart();
        }
    }

    @Test
    void anArchiveWithoutRecordsHasTheWitnessesWordToo() throws Exception {
        AuditBodies somebodyElses = recorded(UUID.randomUUID());
        LiteWitnessResource.awaitCosigned(place(somebodyElses) + 1);

        Map<String, byte[]> archive = archiveOf(UUID.randomUUID());

        assertThat(archive.keySet()).containsExactly("README.txt", "checkpoint.txt", "log-key.txt", "overview.csv");
        assertThat(isCosigned(archive)).isTrue();
    }

    private static Map<String, byte[]> archiveOf(UUID patient) throws Exception {
        AuditTestResource.REGISTER.put(Exports.NUMBER, patient);
        return unpacked(export(People.regionalOfficer()));
    }

    private static boolean isCosigned(Map<String, byte[]> archive) {
        return TestCosigner.cosigned(
                text(archive, "checkpoint.txt"), LiteWitnessResource.witness().vkey());
    }

    private String proof(Map<String, byte[]> archive, AuditBodies record) {
        return text(archive, "records/" + place(record) + "-" + record.id() + ".tlog-proof");
    }

    private AuditBodies recorded(UUID patient) {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(event);
        return event;
    }

    private long place(AuditBodies record) {
        return events.number("select leaf_index from leaf where event_id = ?", record.id());
    }
}
