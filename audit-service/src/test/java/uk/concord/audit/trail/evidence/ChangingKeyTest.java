package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.ChangingKeyResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

/** The running service while one key takes the other's place. */
@QuarkusTest
@WithTestResource(value = AuditTestResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = ChangingKeyResource.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ChangingKeyTest {

    @Inject
    RecordedEvents events;

    @TempDir
    Path folder;

    private AuditBodies record;
    private List<VerifierKey> keys;

    @BeforeEach
    void recordOne() {
        record = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(record);
        keys = People.nobody()
                .get("/audit/log/keys")
                .asString()
                .lines()
                .map(VerifierKey::parse)
                .toList();
    }

    @Test
    void bothKeysArePublishedAndBothSign() throws Exception {
        String note = People.nobody().get("/audit/log/checkpoint").asString();

        assertThat(keys).hasSize(2);
        assertThat(People.nobody().get("/audit/log/key").asString()).isEqualTo(keys.getFirst() + "\n");
        for (VerifierKey key : keys) {
            assertThat(Checkpoint.open(note, VerifierKeys.of(key)).origin()).isEqualTo(AuditTestResource.ORIGIN);
        }
        People.nobody()
                .get("/audit/log/policy")
                .then()
                .statusCode(200)
                .body(containsString("log " + keys.getFirst() + " "))
                .body(containsString("log " + keys.getLast() + " "));
    }

    @Test
    void theChangeIsTheFirstRecordAndIsShown() {
        People.regionalOfficer()
                .get("/fhir/AuditEvent?_tag=ledger-key-change")
                .then()
                .statusCode(200)
                .body("entry.size()", equalTo(1))
                .body("entry[0].resource.type.code", equalTo("110113"))
                .body("entry[0].resource.subtype[0].code", equalTo("110129"));
        assertThat(events.number("select leaf_index from record where type = 'ledger-key-change'"))
                .isZero();
        People.regionalOfficer()
                .accept("text/html")
                .get("/trail/records?type=ledger-key-change")
                .then()
                .statusCode(200)
                .body(containsString("Keys of the ledger changed"));
        String id = events.text("select l.event_id from record r join leaf l on l.leaf_index = r.leaf_index"
                + " where r.type = 'ledger-key-change'");
        PageText page = PageText.of(People.regionalOfficer().accept("text/html").get("/trail/records/" + id), 200);
        assertThat(page.text())
                .contains("What happened Two keys sign the ledger from now on")
                .contains("Key " + keys.getFirst().hexId() + " Signs. It is the one")
                .contains("Key " + keys.getLast().hexId() + " Signs as well. " + keys.getLast())
                .contains("From this record on, for signatures over more than 0 records.")
                .doesNotContain(" More ");
    }

    @Test
    void aPackIsProvenByItsProgramWithAllKeysAndWithEither() throws Exception {
        UnpackedEvidence pack = Packs.pack(record.id());

        Packs.check(folder, pack, 0, "1 of 1 records are proven.", "They rest on this key: " + keys.getFirst());
        for (VerifierKey key : keys) {
            Packs.check(
                    folder,
                    pack.with("key.txt", key + "\n"),
                    0,
                    "1 of 1 records are proven.",
                    "They rest on this key: " + key);
        }
    }

    @Test
    void whatItsReadmeTellsToDoWithoutOurProgramWorks() throws Exception {
        UnpackedEvidence pack = Packs.pack(record.id());
        String steps = pack.text("README.txt")
                .split("CHECK IT WITHOUT OUR PROGRAM", -1)[1]
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.strip().replace("records/ID", "records/" + record.id()))
                .collect(Collectors.joining("\n"));

        UnpackedEvidence.Said said = UnpackedEvidence.run(pack.into(folder), "sh", "-e", "-c", steps);

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("Signature Verified Successfully");
    }
}
