package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
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

        UnpackedEvidence pack = Packs.pack(second.id(), third.id(), first.id(), second.id());

        assertThat(pack.files().keySet())
                .containsExactly(
                        "README.txt",
                        "check.py",
                        "key.txt",
                        "checkpoint.txt",
                        Packs.json(first),
                        Packs.proof(first),
                        Packs.json(second),
                        Packs.proof(second),
                        Packs.json(third),
                        Packs.proof(third),
                        "contents.csv",
                        "SHA256SUMS");
        assertThat(pack.bytes(Packs.json(second))).isEqualTo(second.bytes());
        assertThat(pack.text("key.txt"))
                .isEqualTo(People.nobody().get("/audit/log/key").asString());
        assertThat(pack.proven()).containsExactly(first.id(), second.id(), third.id());
        for (AuditBodies record : List.of(first, second, third)) {
            assertThat(pack.text(Packs.proof(record))).endsWith("\n\n" + pack.text("checkpoint.txt"));
            assertThat(pack.flipped(Packs.json(record), 40).proven()).doesNotContain(record.id());
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

        UnpackedEvidence pack = Packs.pack(formula);

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
        Packs.check(folder, pack, 0, "proven      " + formula);
    }

    @Test
    void thePackSaysWhatItIsForAndThatIsOnRecord() {
        AuditBodies record = recorded();
        Response answer =
                Packs.ask(People.officerOf("RXN"), Packs.body("IG-14", "Her solicitor asked.\\nTwice.", record.id()));
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
                .contains("It holds 1 audit record, word for word")
                .contains("Nobody: no witnesses are set up for this ledger.");
    }

    @Test
    void aThousandRecordsGoIntoOnePackAndNotOneMore() throws Exception {
        UUID patient = UUID.randomUUID();
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(1001).toList();
        ids.forEach(id -> events.send(id, AuditBodies.decision(id, patient).bytes()));
        ids.forEach(events::awaitRecorded);

        Packs.ask(People.officerOf("RXN"), Packs.body("c", "r", ids.toArray(UUID[]::new)))
                .then()
                .statusCode(400)
                .body("detail", containsString("1 to 1000 records"));
        UnpackedEvidence pack = Packs.pack(ids.subList(0, 1000).toArray(UUID[]::new));

        assertThat(pack.proven()).hasSize(1000);
        Packs.check(folder, pack, 0, "1000 of 1000 records are proven.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"case\":\"c\",\"reason\":\"r\"}|records: Give the ids of 1 to 1000 records",
                "{\"records\":[],\"case\":\"c\",\"reason\":\"r\"}|records: Give the ids of 1 to 1000 records",
                "{\"records\":[null],\"case\":\"c\",\"reason\":\"r\"}|records: Give the ids of 1 to 1000 records",
                "{\"records\":[\"x\"],\"case\":\"c\",\"reason\":\"r\"}|must be a UUID, such as",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"reason\":\"r\"}|case: Enter the reference of the case.",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"case\":\"c\"}|reason: Enter the reason.",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"case\":\"c\",\"reason\":\" \"}|reason: Enter the reason.",
                "{\"records\":[\"0191f7a0-0000-7000-8000-00000000000a\"],\"case\":\"c\",\"reason\":\"r\",\"x\":1}|x",
                "null|Send a JSON object",
                "{|well-formed JSON"
            })
    void whatIsMissingOrWrongIsSaid(String body, String detail) {
        Packs.ask(People.officerOf("RXN"), body)
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
            Packs.ask(People.officerOf("P81002"), Packs.body("c", "r", ours.id(), unseen))
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

        byte[] zip = Packs.ask(People.having(role), Packs.body("c", "r", ours.id(), others.id()))
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(UnpackedEvidence.of(zip).files()).containsKeys(Packs.json(ours), Packs.json(others));
        Packs.ask(People.officerOf("P81002"), Packs.body("c", "r", others.id()))
                .then()
                .statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "register-officer", "policy-author", "service"})
    void otherRolesAreRefused(String role) {
        Packs.ask(People.having(role), Packs.body("c", "r", UUID.randomUUID()))
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void nobodyIsRefusedWithoutATokenAndAnOfficerWithoutAnOrganisation() {
        Packs.ask(People.nobody(), Packs.body("c", "r", UUID.randomUUID()))
                .then()
                .statusCode(401);
        Packs.ask(People.having("ig-officer"), Packs.body("c", "r", UUID.randomUUID()))
                .then()
                .statusCode(403)
                .body("detail", containsString("names no organisation"));
    }

    private AuditBodies recorded() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(event);
        return event;
    }
}
