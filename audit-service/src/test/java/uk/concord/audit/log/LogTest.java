package uk.concord.audit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.equalToIgnoringCase;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeHashing;
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
class LogTest {

    @Inject
    RecordedEvents events;

    @Test
    void checkpointsArePublicSignedAndConsistent() throws Exception {
        Checkpoint before = checkpoint();
        events.record(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));
        Checkpoint after = checkpoint();

        List<String> proof = People.nobody()
                .get("/audit/log/consistency?from=" + before.size() + "&to=" + after.size())
                .then()
                .statusCode(200)
                .extract()
                .path("hashes");

        assertThat(after.size()).isGreaterThan(before.size());
        assertThat(TreeVerification.consistency(
                        before.size(),
                        before.root(),
                        after.size(),
                        after.root(),
                        proof.stream().map(Hash::ofBase64).toList()))
                .isTrue();
    }

    @Test
    void tilesAndEntriesMakeTheLeavesThatWereSigned() throws Exception {
        events.record(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));
        int width = Math.toIntExact(Math.min(checkpoint().size(), 200));

        byte[] tile = People.nobody()
                .get("/audit/log/tile/0/000.p/" + width)
                .then()
                .statusCode(200)
                .contentType("application/octet-stream")
                .header("Cache-Control", containsString("immutable"))
                .extract()
                .asByteArray();
        byte[] bundle = People.nobody()
                .get("/audit/log/tile/entries/000.p/" + width)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(tile).hasSize(32 * width);
        assertThat(bundle).hasSize(51 * width);
        for (int i = 0; i < width; i++) {
            assertThat(Arrays.copyOfRange(bundle, 51 * i, 51 * i + 3)).containsExactly(0, 49, 1);
            byte[] entry = Arrays.copyOfRange(bundle, 51 * i + 2, 51 * (i + 1));
            assertThat(TreeHashing.leaf(entry)).isEqualTo(Hash.at(tile, 32 * i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0/x999/999", "0/0", "9/000", "7/000", "entries/x999/999.p/3", "0/000.p/256", "0/..%2f000"})
    void tilesThatAreNotThereAreNotFound(String path) {
        People.nobody().get("/audit/log/tile/" + path).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=5&to=3", "from=-1&to=1", "from=0&to=999999999"})
    void sizesThatAreNotThereAreRefused(String sizes) {
        People.nobody()
                .get("/audit/log/consistency?" + sizes)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @Test
    void aSizeThatIsNoNumberIsSaidToBeNone() {
        People.nobody()
                .get("/audit/log/consistency?from=yesterday&to=1.5")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(
                        "detail",
                        equalTo(
                                "The parameter \"from\" must be a whole number. The parameter \"to\" must be a whole number."));
    }

    @Test
    void checkpointsAreNotKeptInCaches() {
        People.nobody()
                .get("/audit/log/checkpoint")
                .then()
                .statusCode(200)
                .contentType(equalToIgnoringCase("text/plain;charset=UTF-8"))
                .header("Cache-Control", equalTo("no-cache"));
    }

    @Test
    void withoutWitnessesThereIsNoCosignedCheckpointAndTheProblemSaysWhy() {
        People.nobody()
                .get("/audit/log/checkpoint/cosigned")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("detail", containsString("No witnesses are set up"));
    }

    @Test
    void allKeysAreListedTheOneThatSignsFirst() {
        String key = AuditTestResource.logKey().text() + "\n";

        assertThat(People.nobody().get("/audit/log/key").asString()).isEqualTo(key);
        People.nobody()
                .get("/audit/log/keys")
                .then()
                .statusCode(200)
                .contentType(equalToIgnoringCase("text/plain;charset=UTF-8"))
                .header("Cache-Control", equalTo("no-cache"))
                .body(equalTo(key));
    }

    @Test
    void thePolicyOfALogWithoutWitnessesAsksForNone() {
        People.nobody()
                .get("/audit/log/policy")
                .then()
                .statusCode(200)
                .contentType(equalToIgnoringCase("text/plain;charset=UTF-8"))
                .header("Cache-Control", equalTo("no-cache"))
                .body(equalTo("log " + AuditTestResource.logKey() + " http://localhost:8080/audit/log\nquorum none\n"));
    }

    private static Checkpoint checkpoint() throws Exception {
        VerifierKey key =
                VerifierKey.parse(People.nobody().get("/audit/log/key").asString());
        return Checkpoint.open(People.nobody().get("/audit/log/checkpoint").asString(), VerifierKeys.of(key));
    }
}
