package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.People;

/** Asks the running service for packs, and runs what is in them. */
final class Packs {

    private Packs() {}

    /** A pack of these records that an officer of RXN takes out. */
    static UnpackedEvidence pack(UUID... ids) {
        return UnpackedEvidence.of(ask(People.officerOf("RXN"), body("c", "r", ids))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray());
    }

    static Response ask(RequestSpecification request, String body) {
        return request.contentType(ContentType.JSON).body(body).post("/audit/evidence");
    }

    static String body(String reference, String reason, UUID... ids) {
        return "{\"records\":["
                + Stream.of(ids).map(id -> "\"" + id + "\"").collect(Collectors.joining(","))
                + "],\"case\":\"" + reference + "\",\"reason\":\"" + reason + "\"}";
    }

    static String json(AuditBodies record) {
        return "records/" + record.id() + ".json";
    }

    static String proof(AuditBodies record) {
        return "records/" + record.id() + ".tlog-proof";
    }

    /** Runs the pack's program: it must end so, and say this. */
    static void check(Path folder, UnpackedEvidence pack, int status, String... says) throws Exception {
        assumePython(folder);
        Path unpacked = pack.into(Files.createTempDirectory(folder, "pack"));
        UnpackedEvidence.Said said = UnpackedEvidence.run(unpacked, "python3", "check.py");
        assertThat(said.text()).contains(says).doesNotContain("Traceback");
        assertThat(said.status()).as(said.text()).isEqualTo(status);
    }

    static void assumePython(Path folder) throws InterruptedException {
        try {
            assumeTrue(
                    UnpackedEvidence.run(folder, "python3", "--version").status() == 0,
                    "python3 doesn't work here, so check.py isn't run");
        } catch (IOException e) {
            assumeTrue(false, "There is no python3 here, so check.py isn't run");
        }
    }
}
