package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeVerification;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class RecordTest {

    @Inject
    RecordedEvents events;

    @Test
    void anOfficerReadsWhatWasAskedAnsweredAndWhy() {
        AuditBodies event = recorded();

        People.officerOf("RXN")
                .get("/audit/records/" + event.id())
                .then()
                .statusCode(200)
                .body("id", equalTo(event.id().toString()))
                .body("story.what", equalTo("RXN asked P81002."))
                .body("story.asked.purpose", equalTo("TREAT"))
                .body("story.asked.categories", equalTo(List.of("medications")))
                .body("story.answered.outcome", equalTo("permit"))
                .body("story.answered.permitted", equalTo(List.of("medications")))
                .body("story.why.reasons[0].rule", equalTo("lawful"))
                .body("record.schema", equalTo("concord-audit/1"))
                .body("evidence", hasKey("salt"));
        Awaitility.await()
                .until(() ->
                        events.newestReading("officer-RXN").contains(event.id().toString()));
        assertThat(events.newestReading("officer-RXN")).contains("\"patient\":" + event.patient());
    }

    @Test
    void theEvidenceAndTheProofHoldUnderThePublishedKey() throws Exception {
        AuditBodies event = recorded();
        String path = "/audit/records/" + event.id();
        var record = People.officerOf("P81002")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        var proof = People.officerOf("P81002")
                .get(path + "/proof")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        VerifierKey key = VerifierKey.parse(People.nobody()
                .get("/audit/log/key")
                .then()
                .statusCode(200)
                .extract()
                .asString());

        byte[] body = Base64.getDecoder().decode(record.getString("evidence.body"));
        byte[] salt = Base64.getDecoder().decode(record.getString("evidence.salt"));
        Hash leaf = new LedgerEntry(event.id(), LedgerEntry.commit(salt, body)).leafHash();
        Checkpoint checkpoint = Checkpoint.open(proof.getString("checkpoint"), VerifierKeys.of(key));

        assertThat(body).isEqualTo(event.bytes());
        assertThat(key.name()).isEqualTo(AuditTestResource.ORIGIN);
        assertThat(checkpoint.size()).isEqualTo(proof.getLong("tree_size"));
        assertThat(TreeVerification.inclusion(
                        proof.getLong("leaf_index"),
                        checkpoint.size(),
                        leaf,
                        proof.getList("hashes", String.class).stream()
                                .map(Hash::ofBase64)
                                .toList(),
                        checkpoint.root()))
                .isTrue();
    }

    @Test
    void theProofFileHoldsByItselfWithTheRecord() throws Exception {
        AuditBodies event = recorded();
        String file = People.officerOf("RXN")
                .get("/audit/records/" + event.id() + "/proof.tlog-proof")
                .then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"" + event.id() + ".tlog-proof\""))
                .extract()
                .asString();
        VerifierKey key =
                VerifierKey.parse(People.nobody().get("/audit/log/key").asString());

        String[] parts = file.split("\n\n", 2);
        List<String> lines = parts[0].lines().toList();
        ByteBuffer opening =
                ByteBuffer.wrap(Base64.getDecoder().decode(lines.get(1).substring("extra ".length())));
        assertThat(lines.getFirst()).isEqualTo("c2sp.org/tlog-proof@v1");
        assertThat(opening.get()).isEqualTo((byte) 1);
        UUID id = new UUID(opening.getLong(), opening.getLong());
        byte[] salt = new byte[LedgerEntry.SALT_LENGTH];
        opening.get(salt);
        Checkpoint checkpoint = Checkpoint.open(parts[1], VerifierKeys.of(key));

        assertThat(id).isEqualTo(event.id());
        assertThat(TreeVerification.inclusion(
                        Long.parseLong(lines.get(2).substring("index ".length())),
                        checkpoint.size(),
                        new LedgerEntry(id, LedgerEntry.commit(salt, event.bytes())).leafHash(),
                        lines.stream().skip(3).map(Hash::ofBase64).toList(),
                        checkpoint.root()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/proof", "/proof.tlog-proof"})
    void anotherOrganisationsRecordIsNotThere(String what) {
        AuditBodies event = recorded();
        long before = events.readings("officer-RXL", "not-found");

        People.officerOf("RXL")
                .get("/audit/records/" + event.id() + what)
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        People.officerOf("RXL")
                .get("/audit/records/" + UUID.randomUUID() + what)
                .then()
                .statusCode(404);
        People.officerOf("RXL").get("/audit/records/x" + what).then().statusCode(404);
        People.regionalOfficer()
                .get("/audit/records/" + event.id() + what)
                .then()
                .statusCode(200);
        Awaitility.await().until(() -> events.readings("officer-RXL", "not-found") == before + 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/proof", "/proof.tlog-proof"})
    void aChangeOfPreferenceIsNotThereForAnOrganisationThatItIsAbout(String what) {
        AuditBodies change = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                .ofType("preference-change")
                .by("P81002", "P81002", "RXL");
        events.record(change);

        People.officerOf("RXL")
                .get("/audit/records/" + change.id() + what)
                .then()
                .statusCode(404);
        People.officerOf("P81002")
                .get("/audit/records/" + change.id() + what)
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service"})
    void otherRolesAreRefused(String role) {
        String path = "/audit/records/" + UUID.randomUUID();
        People.having(role).get(path).then().statusCode(403);
        People.having(role).get(path + "/proof").then().statusCode(403);
        People.having(role).get(path + "/proof.tlog-proof").then().statusCode(403);
        People.nobody().get(path).then().statusCode(401);
    }

    private AuditBodies recorded() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(event);
        return event;
    }
}
