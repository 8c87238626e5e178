package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Tampering;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class EvidenceTest {

    @Inject
    RecordedEvents events;

    @TempDir
    Path folder;

    @Test
    void aPackHoldsTheRecordsWordForWordOldestFirstUnderOneCheckpoint() throws Exception {
        AuditBodies first = recorded();
        AuditBodies second = recorded();
        AuditBodies third = recorded();

        UnpackedEvidence pack = pack(second.id(), third.id(), first.id(), second.id());

        assertThat(pack.files().keySet())
                .containsExactly(
                        "README.txt",
                        "check.py",
                        "key.txt",
                        "checkpoint.txt",
                        json(first),
                        proof(first),
                        json(second),
                        proof(second),
                        json(third),
                        proof(third),
                        "contents.csv",
                        "SHA256SUMS");
        assertThat(pack.bytes(json(second))).isEqualTo(second.bytes());
        assertThat(pack.text("key.txt"))
                .isEqualTo(People.nobody().get("/audit/log/key").asString());
        assertThat(pack.proven()).containsExactly(first.id(), second.id(), third.id());
        for (AuditBodies record : List.of(first, second, third)) {
            assertThat(pack.text(proof(record))).endsWith("\n\n" + pack.text("checkpoint.txt"));
            assertThat(pack.flipped(json(record), 40).proven()).doesNotContain(record.id());
        }
    }

    @Test
    void theTableTellsOfEachRecordAndTheSumsFit() throws Exception {
        UUID formula = UUID.randomUUID();
        events.send(
                formula,
                AuditBodies.decision(formula, UUID.randomUUID())
                        .json()
                        .replace("RXN asked P81002.", "=HYPERLINK(\\\"x\\\")")
                        .getBytes(StandardCharsets.UTF_8));
        events.awaitRecorded(formula);
        long index = events.number("select leaf_index from leaf where event_id = ?", formula);

        UnpackedEvidence pack = pack(formula);

        assertThat(pack.text("contents.csv"))
                .isEqualTo("id,leaf_index,occurred_at,type,outcome,who,summary\r\n\"" + formula + "\",\"" + index
                        + "\",\"2026-11-20T10:00:00Z\",\"decision\",\"permit\",\"RXN, dr-1, consultant\","
                        + "\"'=HYPERLINK(\"\"x\"\")\"\r\n");
        StringBuilder sums = new StringBuilder();
        for (String name : pack.files().keySet()) {
            if (!name.equals("SHA256SUMS")) {
                sums.append(HexFormat.of().formatHex(UnpackedEvidence.sha256(pack.bytes(name))))
                        .append("  " + name + "\n");
            }
        }
        assertThat(pack.text("SHA256SUMS")).isEqualTo(sums.toString());
        check(pack, 0, "proven      " + formula);
    }

    @Test
    void thePackSaysWhatItIsForAndThatIsOnRecord() {
        AuditBodies record = recorded();
        Response answer = ask(People.officerOf("RXN"), body("IG-14", "Her solicitor asked.\\nTwice.", record.id()));
        answer.then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Cache-Control", equalTo("no-store"))
                .header("Content-Disposition", matchesPattern("attachment; filename=\"evidence-[0-9a-f-]{36}\\.zip\""));
        String made = answer.header("Content-Disposition").replaceAll(".*evidence-(.*)\\.zip.*", "$1");

        events.awaitRecorded(UUID.fromString(made));
        assertThat(events.newestReading("officer-RXN"))
                .contains("\"id\":\"" + made + "\"")
                .contains("\"outcome\":\"exported\"")
                .contains("\"patient\":" + record.patient())
                .contains("\"case\":\"IG-14\"")
                .contains("\"reason\":\"Her solicitor asked.\\nTwice.\"")
                .contains("\"records\":[\"" + record.id() + "\"]");
        assertThat(UnpackedEvidence.of(answer.asByteArray()).text("README.txt"))
                .contains("by an officer of RXN (account officer-RXN).")
                .contains("is itself record " + made + " of the audit ledger")
                .contains("Case:   IG-14\nReason:\n    Her solicitor asked.\n    Twice.\n")
                .contains("It holds 1 audit record, word for word");
    }

    @Test
    void itsProgramProvesEveryRecordAndFindsEveryAlteration() throws Exception {
        AuditBodies first = recorded();
        AuditBodies second = recorded();
        UnpackedEvidence pack = pack(first.id(), second.id());

        check(pack, 0, "proven      " + first.id(), "proven      " + second.id(), "2 of 2 records are proven.");
        for (int at : new int[] {0, 100, first.bytes().length - 1}) {
            check(pack.flipped(json(first), at), 1, "NOT PROVEN  " + first.id(), "1 of 2 records are proven.");
        }
        String proof = pack.text(proof(first));
        int extra = proof.indexOf("extra ") + 6;
        int hash = proof.indexOf('\n', proof.indexOf("index ")) + 1;
        for (int at :
                new int[] {0, extra + 2, extra + 40, proof.indexOf("index ") + 6, hash, hash + 42, proof.length() - 9
                }) {
            check(pack.flipped(proof(first), at), 1, "NOT PROVEN  " + first.id(), "1 of 2 records are proven.");
        }
        String checkpoint = pack.text("checkpoint.txt");
        int size = checkpoint.indexOf('\n') + 1;
        int root = checkpoint.indexOf('\n', size) + 1;
        for (int at : new int[] {0, size, root, root + 42, checkpoint.lastIndexOf(' ') + 20}) {
            check(pack.flipped("checkpoint.txt", at), 1, "NOT PROVEN");
        }
        check(pack.flipped("key.txt", pack.text("key.txt").length() - 9), 1, "NOT PROVEN");
        check(pack.without(json(first)), 1, "NOT PROVEN  " + first.id() + ": its file is missing");
        check(
                pack.flipped("contents.csv", pack.text("contents.csv").indexOf("permit")),
                1,
                "NOT PROVEN  " + first.id());
        check(pack.without("contents.csv"), 1, "NOT PROVEN");
        check(pack.without("checkpoint.txt"), 1, "NOT PROVEN");
    }

    @Test
    void aKeyThatSomebodyGotElsewhereIsUsedInstead() throws Exception {
        UnpackedEvidence pack = pack(recorded().id());
        assumePython();
        Path unpacked = pack.into(folder);
        String other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

        assertThat(UnpackedEvidence.run(unpacked, "python3", "check.py", other).text())
                .contains("NOT PROVEN: this key has not signed the checkpoint");
        assertThat(UnpackedEvidence.run(
                                unpacked,
                                "python3",
                                "check.py",
                                pack.text("key.txt").strip())
                        .status())
                .isZero();
    }

    @Test
    void whatTheReadmeTellsToDoWithoutOurProgramWorks() throws Exception {
        AuditBodies record = recorded();
        UnpackedEvidence pack = pack(record.id());
        String steps = pack.text("README.txt")
                .split("CHECK IT WITHOUT OUR PROGRAM", -1)[1]
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.strip().replace("records/ID", "records/" + record.id()))
                .collect(Collectors.joining("\n"));
        String leaf = People.officerOf("RXN")
                .get("/audit/records/" + record.id())
                .jsonPath()
                .getString("evidence.leaf_hash");

        UnpackedEvidence.Said said = UnpackedEvidence.run(pack.into(folder), "sh", "-e", "-c", steps);

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("Signature Verified Successfully").endsWith(leaf + "\n");
    }

    @Test
    void aRecordThatWasAlteredInTheDatabaseIsPackedAndNotProven() throws Exception {
        AuditBodies sound = recorded();
        AuditBodies altered = recorded();
        UnpackedEvidence pack;
        try (Tampering tampering = new Tampering(altered.id(), "consultant", "student!!!")) {
            pack = pack(sound.id(), altered.id());
        }

        assertThat(pack.proven()).containsExactly(sound.id());
        check(pack, 1, "proven      " + sound.id(), "NOT PROVEN  " + altered.id());
    }

    @Test
    void aThousandRecordsGoIntoOnePackAndNotOneMore() throws Exception {
        UUID patient = UUID.randomUUID();
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(1001).toList();
        ids.forEach(id -> events.send(id, AuditBodies.decision(id, patient).bytes()));
        ids.forEach(events::awaitRecorded);

        ask(People.officerOf("RXN"), body("c", "r", ids.toArray(UUID[]::new)))
                .then()
                .statusCode(400)
                .body("detail", containsString("1 to 1000 records"));
        UnpackedEvidence pack = pack(ids.subList(0, 1000).toArray(UUID[]::new));

        assertThat(pack.proven()).hasSize(1000);
        check(pack, 0, "1000 of 1000 records are proven.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"case\":\"c\",\"reason\":\"r\"}|records: Give the ids of 1 to 1000 records",
                "{\"records\":[],\"case\":\"c\",\"reason\":\"r\"}|records: Give the ids of 1 to 1000 records",
                "{\"records\":[null],\"case\":\"c\",\"reason\":\"r\"}|records: Give the ids of 1 to 1000 records",
                "{\"records\":[\"x\"],\"case\":\"c\",\"reason\":\"r\"}|wrong type or a value that isn't known",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"reason\":\"r\"}|case: Enter the reference of the case.",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"case\":\"c\"}|reason: Enter the reason.",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"case\":\"c\",\"reason\":\" \"}|reason: Enter the reason.",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"case\":\"c\",\"reason\":\"r\",\"x\":1}|x",
                "null|Send a JSON object",
                "{|well-formed JSON"
            })
    void whatIsMissingOrWrongIsSaid(String body, String detail) {
        ask(People.officerOf("RXN"), body)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", containsString(detail));
    }

    @Test
    void aRecordThatIsNotThereForTheOfficerIsNotNamedAndThereIsNoPack() {
        AuditBodies ours = recorded();
        AuditBodies others =
                AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()).by("RXL", "RXL");
        events.record(others);
        long before = events.readings("officer-P81002", "not-found");

        for (UUID unseen : List.of(others.id(), UUID.randomUUID())) {
            ask(People.officerOf("P81002"), body("c", "r", ours.id(), unseen))
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json")
                    .body("detail", containsString("At least one of the chosen records isn't there"))
                    .body("detail", not(containsString(unseen.toString())));
        }
        Awaitility.await().until(() -> events.readings("officer-P81002", "not-found") == before + 2);
        assertThat(events.newestReading("officer-P81002")).contains("\"records\":[\"" + ours.id() + "\"");
        assertThat(events.readings("officer-P81002", "exported")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"regional-ig-officer", "caldicott-guardian"})
    void regionalRolesTakeOutRecordsOfAll(String role) {
        AuditBodies ours = recorded();
        AuditBodies others = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                .ofType("preference-change")
                .by("RXL", "RXL");
        events.record(others);

        byte[] zip = ask(People.having(role), body("c", "r", ours.id(), others.id()))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(UnpackedEvidence.of(zip).files()).containsKeys(json(ours), json(others));
        ask(People.officerOf("P81002"), body("c", "r", others.id())).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "register-officer", "policy-author", "service"})
    void otherRolesAreRefused(String role) {
        ask(People.having(role), body("c", "r", UUID.randomUUID()))
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void nobodyIsRefusedWithoutATokenAndAnOfficerWithoutAnOrganisation() {
        ask(People.nobody(), body("c", "r", UUID.randomUUID())).then().statusCode(401);
        ask(People.having("ig-officer"), body("c", "r", UUID.randomUUID()))
                .then()
                .statusCode(403)
                .body("detail", containsString("names no organisation"));
    }

    private AuditBodies recorded() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(event);
        return event;
    }

    private UnpackedEvidence pack(UUID... ids) {
        return UnpackedEvidence.of(ask(People.officerOf("RXN"), body("c", "r", ids))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray());
    }

    private static Response ask(RequestSpecification request, String body) {
        return request.contentType(ContentType.JSON).body(body).post("/audit/evidence");
    }

    private static String body(String reference, String reason, UUID... ids) {
        return "{\"records\":["
                + Stream.of(ids).map(id -> "\"" + id + "\"").collect(Collectors.joining(","))
                + "],\"case\":\"" + reference + "\",\"reason\":\"" + reason + "\"}";
    }

    private static String json(AuditBodies record) {
        return "records/" + record.id() + ".json";
    }

    private static String proof(AuditBodies record) {
        return "records/" + record.id() + ".tlog-proof";
    }

    private void check(UnpackedEvidence pack, int status, String... says) throws Exception {
        assumePython();
        Path unpacked = pack.into(Files.createTempDirectory(folder, "pack"));
        UnpackedEvidence.Said said = UnpackedEvidence.run(unpacked, "python3", "check.py");
        assertThat(said.text()).contains(says).doesNotContain("Traceback");
        assertThat(said.status()).as(said.text()).isEqualTo(status);
    }

    private void assumePython() throws InterruptedException {
        try {
            assumeTrue(
                    UnpackedEvidence.run(folder, "python3", "--version").status() == 0,
                    "python3 doesn't work here, so check.py isn't run");
        } catch (IOException e) {
            assumeTrue(false, "There is no python3 here, so check.py isn't run");
        }
    }
}
