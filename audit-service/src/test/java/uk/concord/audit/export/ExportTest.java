package uk.concord.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static uk.concord.audit.export.Exports.export;
import static uk.concord.audit.export.Exports.text;
import static uk.concord.audit.export.Exports.unpacked;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeVerification;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.CohortBodies;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.audit.testing.Tampering;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ExportTest {

    private static final String NUMBER = Exports.NUMBER;

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @ParameterizedTest
    @ValueSource(strings = {"regional-ig-officer", "caldicott-guardian"})
    void everyRecordAboutThePersonIsInItAndCanBeCheckedByItself(String role) throws Exception {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies first = AuditBodies.decision(UUID.randomUUID(), patient);
        AuditBodies second = AuditBodies.decision(UUID.randomUUID(), patient).ofType("access");
        AuditBodies another = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(first, second, another);

        Map<String, byte[]> archive = unpacked(export(People.having(role)));

        assertThat(archive.keySet())
                .startsWith("README.txt", "checkpoint.txt", "log-key.txt")
                .endsWith("overview.csv");
        assertThat(text(archive, "README.txt")).contains("Nobody: no witnesses are set up for this ledger.");
        VerifierKey key = VerifierKey.parse(text(archive, "log-key.txt").strip());
        assertThat(key.text())
                .isEqualTo(People.nobody().get("/audit/log/key").asString().strip());
        Checkpoint checkpoint = Checkpoint.open(text(archive, "checkpoint.txt"), VerifierKeys.of(key));
        for (AuditBodies body : List.of(first, second)) {
            String name = nameOf(archive, body.id());
            assertThat(archive.get(name + ".json")).isEqualTo(body.bytes());
            assertThat(isIncluded(archive, name, body.id(), checkpoint)).isTrue();
        }
        assertThat(archive.keySet())
                .noneMatch(name -> name.contains(another.id().toString()));
        List<String> overview = text(archive, "overview.csv").lines().toList();
        assertThat(overview).hasSize(3);
        assertThat(overview.get(1)).contains("\"" + second.id() + "\"").contains("\"access\",\"RXN\",\"consultant\"");
        assertThat(overview.get(2)).contains("\"" + first.id() + "\"").contains("\"TREAT\",\"permit\"");
    }

    @Test
    void whatWasRecordedUnderAnotherNumberOfHersIsInItToo() throws Exception {
        SeveralNumbers somebody = SeveralNumbers.registered();
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        AuditBodies decision = somebody.decision();
        CohortBodies part = CohortBodies.part(List.of(), List.of(), pseudonyms.of(somebody.older()));
        events.record(access, decision);
        events.record(part.id(), part.bytes());

        for (NhsNumber number : List.of(somebody.older(), somebody.newer())) {
            Map<String, byte[]> archive = unpacked(export(People.regionalOfficer(), number.digits()));

            assertThat(archive)
                    .containsKeys(
                            nameOf(archive, access.id()) + ".json",
                            nameOf(archive, decision.id()) + ".json",
                            nameOf(archive, part.id()) + ".tlog-proof");
            assertThat(text(archive, "overview.csv")).contains("\"HRESCH\",\"deny\"");
        }
    }

    @Test
    void ofAQuestionAboutManyPeopleNobodyElseIsToldOf() throws Exception {
        UUID patient = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        CohortBodies part = CohortBodies.part(List.of(other), List.of(patient));
        events.send(part.id(), part.bytes());
        events.awaitRecorded(part.id());

        Map<String, byte[]> archive = unpacked(export(People.regionalOfficer()));

        String name = nameOf(archive, part.id());
        assertThat(archive).containsKey(name + ".tlog-proof").doesNotContainKeys(name + ".json", name + ".salt");
        byte[] opening = opening(archive, name);
        assertThat(opening[0]).isEqualTo((byte) 2);
        assertThat(text(archive, "overview.csv")).contains("\"HRESCH\",\"deny\"");
        archive.forEach((file, bytes) -> assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
                .as(file)
                .doesNotContain(other.toString()));
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void ofAnAlteredRecordThereIsOnlyThatItWasAltered(Tampering.Alteration alteration) throws Exception {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies altered = AuditBodies.decision(UUID.randomUUID(), patient);
        AuditBodies sound = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(altered, sound);

        Map<String, byte[]> archive;
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            archive = unpacked(export(People.regionalOfficer()));
        }

        assertThat(archive.keySet())
                .noneMatch(name -> name.contains(altered.id().toString()))
                .endsWith("overview.csv");
        assertThat(archive).containsKey(nameOf(archive, sound.id()) + ".tlog-proof");
        assertThat(text(archive, "overview.csv").lines())
                .hasSize(3)
                .anyMatch(
                        line -> line.contains("\"" + altered.id() + "\"")
                                && line.endsWith(
                                        ",,\"altered\",,,,,\"This record was altered after it was recorded. Don’t rely on it.\""));
    }

    @Test
    void aLegalHoldIsNotInIt() throws Exception {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        UUID hold = UUID.randomUUID();
        String body = new String(
                        ErasureBodies.hold(
                                hold, AuditBodies.decision(hold, patient).occurredAt(), "{\"organisation\":\"ZZZ98\"}"),
                        StandardCharsets.UTF_8)
                .replace("\"actor\":", "\"patient\":{\"id\":\"" + patient + "\"},\"actor\":");
        events.send(hold, body.getBytes(StandardCharsets.UTF_8));
        events.awaitRecorded(hold);

        assertThat(unpacked(export(People.regionalOfficer())).keySet())
                .containsExactly("README.txt", "checkpoint.txt", "log-key.txt", "overview.csv");
    }

    @Test
    void morePagesThanOneAreExported() throws Exception {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        UUID last = UUID.randomUUID();
        for (int i = 0; i < 450; i++) {
            UUID id = UUID.randomUUID();
            events.send(id, AuditBodies.decision(id, patient).bytes());
        }
        Awaitility.await()
                .until(() -> events.number("select count(*) from record where patient_id = ?", patient) == 450);
        events.record(AuditBodies.decision(last, patient));

        Map<String, byte[]> archive = unpacked(export(People.regionalOfficer()));

        assertThat(archive.keySet().stream().filter(name -> name.endsWith(".json")))
                .hasSize(451)
                .doesNotHaveDuplicates();
    }

    @Test
    void theExportIsOnRecordWithTheArchivesBytesYetToCome() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);

        export(People.regionalOfficer()).then().statusCode(200);

        Awaitility.await()
                .until(() -> events.number(
                                "select count(*) from record where type = 'audit-read' and outcome = 'exported'"
                                        + " and patient_id = ? and actor_subject = 'subject-regional-ig-officer'",
                                patient)
                        == 1);
    }

    @Test
    void whatASpreadsheetWouldRunIsMadeHarmless() throws Exception {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), patient);
        events.send(
                event.id(),
                event.json()
                        .replace("RXN asked P81002.", "=cmd|' /C calc'!A0 \\\"x\\\"")
                        .getBytes(StandardCharsets.UTF_8));
        events.awaitRecorded(event.id());

        assertThat(text(unpacked(export(People.regionalOfficer())), "overview.csv"))
                .contains("\"'=cmd|' /C calc'!A0 \"\"x\"\"\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service", "ig-officer"})
    void otherRolesAreRefused(String role) {
        export(People.having(role)).then().statusCode(403);
    }

    @Test
    void theOfficerOfAnOrganisationAndNobodyAreRefused() {
        export(People.officerOf("RXN")).then().statusCode(403);
        export(People.officerOf("RXL")).then().statusCode(403);
        export(People.nobody()).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "null", "{", "{\"nhs_number\":\"9990548600\"}", "{\"nhs_number\":9}", "{\"patient\":\"x\"}"
            })
    void whatIsNoNumberIsRefusedAndNotRepeated(String body) {
        People.regionalOfficer()
                .contentType(ContentType.JSON)
                .body(body)
                .post("/audit/exports")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(not(containsString("9990548600")));
    }

    @Test
    void thePageAnswersTheSameArchive() throws Exception {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(event);
        PageText page = PageText.of(People.regionalOfficer().accept("text/html").get("/trail/export"), 200);
        assertThat(page.text()).contains("Subject access", "The export is itself recorded");

        assertThat(unpacked(exportByPage(People.regionalOfficer(), " 999 054 8609 ")))
                .containsKey(nameOf(unpacked(export(People.regionalOfficer())), event.id()) + ".json");

        PageText refused = PageText.of(exportByPage(People.regionalOfficer(), "9990548600"), 400);
        assertThat(refused.html()).contains("<title>Error: ");
        assertThat(refused.text()).contains("There is a problem Enter an NHS number");
        assertThat(refused.links()).contains("#nhs-number");
    }

    @Test
    void othersAreRefusedThePage() {
        for (RequestSpecification officer : List.of(People.officerOf("RXN"), People.having("patient"))) {
            exportByPage(officer, NUMBER).then().statusCode(403);
            officer.get("/trail/export").then().statusCode(403);
        }
        exportByPage(People.nobody(), NUMBER).then().statusCode(401);
        People.nobody().get("/trail/export").then().statusCode(401);
        assertThat(PageText.of(People.officerOf("RXN").accept("text/html").get("/trail"), 200)
                        .links())
                .doesNotContain("/trail/export", "/trail/holds");
        assertThat(PageText.of(People.regionalOfficer().accept("text/html").get("/trail"), 200)
                        .links())
                .contains("/trail/export", "/trail/holds");
    }

    private static Response exportByPage(RequestSpecification somebody, String number) {
        return somebody.accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .contentType("application/x-www-form-urlencoded; charset=utf-8")
                .formParam("nhs-number", number)
                .post("/trail/export");
    }

    private static String nameOf(Map<String, byte[]> archive, UUID id) {
        return archive.keySet().stream()
                .filter(name -> name.endsWith("-" + id + ".tlog-proof"))
                .map(name -> name.replace(".tlog-proof", ""))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] opening(Map<String, byte[]> archive, String name) {
        String line =
                text(archive, name + ".tlog-proof").lines().skip(1).findFirst().orElseThrow();
        return Base64.getDecoder().decode(line.substring("extra ".length()));
    }

    /** As the archive's README says, step by step, with nothing of the service but RFC 9162's walk to the root. */
    private static boolean isIncluded(Map<String, byte[]> archive, String name, UUID id, Checkpoint checkpoint)
            throws Exception {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update("concord-audit-commitment-v1".getBytes(StandardCharsets.US_ASCII));
        sha256.update(archive.get(name + ".salt"));
        String commitment = HexFormat.of().formatHex(sha256.digest(archive.get(name + ".json")));
        byte[] leaf =
                sha256.digest(HexFormat.of().parseHex("0001" + id.toString().replace("-", "") + commitment));
        List<String> lines =
                text(archive, name + ".tlog-proof").split("\n\n", 2)[0].lines().toList();
        return TreeVerification.inclusion(
                Long.parseLong(lines.get(2).substring("index ".length())),
                checkpoint.size(),
                Hash.of(leaf),
                lines.stream().skip(3).map(Hash::ofBase64).toList(),
                checkpoint.root());
    }
}
