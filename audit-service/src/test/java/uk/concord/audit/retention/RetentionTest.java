package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static uk.concord.audit.retention.Erasing.BOUND;
import static uk.concord.audit.retention.Erasing.awaitErased;
import static uk.concord.audit.retention.Erasing.signIn;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeVerification;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.testing.AdjustableClock;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.CohortBodies;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.testing.TestTokens;

/** Retention in the running service, with a few types that are kept for one day. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(KeptForADay.class)
class RetentionTest {

    private static final String NUMBER = "9990548609";

    @Inject
    RecordedEvents events;

    @Inject
    AdjustableClock clock;

    @AfterEach
    void setTheClockBack() {
        clock.ahead(Duration.ZERO);
    }

    @Test
    void whatIsOverIsErasedAndTheRestStays() {
        UUID patient = UUID.randomUUID();
        AuditBodies first = signIn(patient);
        AuditBodies second = signIn(patient);
        AuditBodies third = signIn(patient);
        AuditBodies decision = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(first, second, third, decision);
        AuditTestResource.REGISTER.put(NUMBER, patient);
        assertThat(ofPatient()).contains(first.id().toString(), third.id().toString());

        clock.ahead(Duration.ofDays(3));

        awaitErased(first, second, third);
        assertThat(People.regionalOfficer()
                        .contentType(ContentType.JSON)
                        .body("{\"patient\":\"" + patient + "\",\"type\":\"sign-in\"}")
                        .post("/audit/search")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("records"))
                .isEmpty();
        assertThat(ofPatient())
                .doesNotContain(
                        first.id().toString(),
                        second.id().toString(),
                        third.id().toString())
                .contains(decision.id().toString());
        assertThat(events.number(
                        "select count(*) from leaf where event_id in (?, ?, ?)", first.id(), second.id(), third.id()))
                .isEqualTo(3);
        assertThat(events.number(
                        "select count(*) from record_organisation o join leaf l on l.leaf_index = o.leaf_index"
                                + " where l.event_id in (?, ?, ?)",
                        first.id(),
                        second.id(),
                        third.id()))
                .isZero();
        People.officerOf("RXN").get("/audit/records/" + decision.id()).then().statusCode(200);
    }

    @Test
    void whatIsLeftIsToldToAnyOfficerAndOnItsPage() {
        AuditBodies event = signIn(UUID.randomUUID());
        events.record(event);
        String path = "/audit/records/" + event.id();

        clock.ahead(Duration.ofDays(3));
        awaitErased(event);

        String erasure = People.officerOf("RXN")
                .get(path)
                .then()
                .statusCode(410)
                .contentType("application/problem+json")
                .body("type", equalTo("https://concord.example/problems/erased"))
                .body("detail", containsString("This record was erased on "))
                .body("erased_at", notNullValue())
                .body("commitment", notNullValue())
                .extract()
                .path("erasure");
        PageText page =
                PageText.of(People.officerOf("RXL").accept("text/html").get("/trail/records/" + event.id()), 410);
        assertThat(page.text()).contains("No longer here", "This record was erased on ", erasure);
        People.officerOf("RXL").get(path).then().statusCode(410);
        People.having("patient").get(path).then().statusCode(403);
        People.regionalOfficer()
                .get("/audit/records/" + erasure)
                .then()
                .statusCode(200)
                .body("type", equalTo("erasure"))
                .body("record.detail.erased_type", equalTo("sign-in"))
                .body("record.detail.kept_for", equalTo("P1D"));
        People.officerOf("RXN").get("/audit/records/" + erasure).then().statusCode(404);
        assertThat(PageText.of(People.regionalOfficer().accept("text/html").get("/trail/records/" + erasure), 200)
                        .text())
                .contains("Records erased", "Erased type sign-in", "Kept for P1D");
        Awaitility.await().atMost(BOUND).until(() -> events.readings("officer-RXL", "erased") > 0);
    }

    @Test
    void proofsHoldBeforeAndAfterAndTheTreeDoesNotMove() throws Exception {
        AuditBodies event = signIn(UUID.randomUUID());
        events.record(event);
        String path = "/audit/records/" + event.id();
        JsonPath record = json(path);
        JsonPath before = json(path + "/proof");
        long size = before.getLong("tree_size");
        String leavesBefore = leaves(size);

        clock.ahead(Duration.ofDays(3));
        awaitErased(event);

        VerifierKey key =
                VerifierKey.parse(People.nobody().get("/audit/log/key").asString());
        byte[] body = Base64.getDecoder().decode(record.getString("evidence.body"));
        byte[] salt = Base64.getDecoder().decode(record.getString("evidence.salt"));
        LedgerEntry entry = new LedgerEntry(event.id(), LedgerEntry.commit(salt, body));
        JsonPath left = People.regionalOfficer().get(path).jsonPath();
        assertThat(left.getString("commitment")).isEqualTo(entry.commitment().base64());
        assertThat(left.getString("leaf_hash")).isEqualTo(entry.leafHash().base64());
        JsonPath after = json(path + "/proof");
        assertThat(holds(before, entry, key)).as("the proof from before").isTrue();
        assertThat(holds(after, entry, key)).as("the proof from after").isTrue();
        assertThat(leaves(size)).isEqualTo(leavesBefore);
        String file = People.regionalOfficer()
                .get(path + "/proof.tlog-proof")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(file.lines().skip(1).findFirst().orElseThrow())
                .isEqualTo("extra " + Base64.getEncoder().encodeToString(entry.openingWithoutRecord()));
        assertThat(wholeLedger()).contains("The ledger is whole", "were erased, as the ledger itself says");
    }

    @Test
    void thePeopleOfACohortAreForgotten() {
        UUID patient = UUID.randomUUID();
        CohortBodies part = CohortBodies.part(List.of(patient), List.of(UUID.randomUUID()));
        events.send(part.id(), part.bytes());
        events.awaitRecorded(part.id());

        clock.ahead(Duration.ofDays(3));

        Awaitility.await()
                .atMost(BOUND)
                .until(() -> events.number("select count(*) from record_patient where person = ?", patient) == 0);
        People.regionalOfficer().get("/audit/records/" + part.id()).then().statusCode(410);
    }

    @Test
    void whatIsKeptForEverStays() {
        UUID hold = UUID.randomUUID();
        UUID release = UUID.randomUUID();
        events.send(hold, ErasureBodies.hold(hold, clock.instant(), "{\"organisation\":\"ZZZ99\"}"));
        events.awaitRecorded(hold);
        events.send(release, ErasureBodies.release(release, clock.instant(), hold));
        events.awaitRecorded(release);
        AuditBodies other = signIn(UUID.randomUUID());
        events.record(other);

        clock.ahead(Duration.ofDays(3));
        awaitErased(other);

        People.regionalOfficer().get("/audit/records/" + hold).then().statusCode(200);
        People.regionalOfficer().get("/audit/records/" + release).then().statusCode(200);
    }

    private static List<String> ofPatient() {
        return People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("records.id", String.class);
    }

    private static JsonPath json(String path) {
        return People.regionalOfficer()
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static boolean holds(JsonPath proof, LedgerEntry entry, VerifierKey key) throws Exception {
        Checkpoint checkpoint = Checkpoint.open(proof.getString("checkpoint"), VerifierKeys.of(key));
        return TreeVerification.inclusion(
                proof.getLong("leaf_index"),
                checkpoint.size(),
                entry.leafHash(),
                proof.getList("hashes", String.class).stream()
                        .map(Hash::ofBase64)
                        .toList(),
                checkpoint.root());
    }

    /** The first so many leaves, of which every tile and root is made. */
    private String leaves(long size) {
        return events.text(
                "select encode(sha256(string_agg(leaf_hash, '' order by leaf_index)), 'hex') from leaf where leaf_index < ?",
                size);
    }

    private static String wholeLedger() {
        People.regionalOfficer()
                .accept("text/html")
                .redirects()
                .follow(false)
                .post("/trail/ledger/check")
                .then()
                .statusCode(303);
        return Awaitility.await()
                .atMost(BOUND)
                .until(
                        () -> PageText.of(
                                People.regionalOfficer().accept("text/html").get("/trail/ledger"), 200),
                        page -> !page.html().contains("data-poll"))
                .text();
    }
}
