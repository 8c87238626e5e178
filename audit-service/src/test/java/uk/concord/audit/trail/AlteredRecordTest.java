package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Tampering;

/** What everybody is told of a record that somebody with the highest rights altered in the database, whatever they made of it. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class AlteredRecordTest {

    private static final String SUMMARY = "This record was altered after it was recorded. Don’t rely on it.";

    @Inject
    RecordedEvents events;

    private final UUID patient = UUID.randomUUID();
    private final AuditBodies altered = AuditBodies.decision(UUID.randomUUID(), patient);
    private final AuditBodies sound =
            AuditBodies.decision(UUID.randomUUID(), patient).answered("BTG", "deny");

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void itIsGivenAsAlteredWithTheBytesThatStandThereNow(Tampering.Alteration alteration) {
        events.record(altered);
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            String body = People.officerOf("RXN")
                    .get("/audit/records/" + altered.id())
                    .then()
                    .statusCode(200)
                    .body("id", equalTo(altered.id().toString()))
                    .body("altered", equalTo(true))
                    .body("summary", equalTo(SUMMARY))
                    .body("type", nullValue())
                    .body("story", nullValue())
                    .body("record", nullValue())
                    .extract()
                    .path("evidence.body");
            assertThat(Base64.getDecoder().decode(body)).isNotEqualTo(altered.bytes());
        }
        Awaitility.await()
                .until(() -> events.newestReading("officer-RXN")
                        .contains(altered.id().toString()));
        assertThat(events.newestReading("officer-RXN"))
                .contains("\"altered\":true")
                .doesNotContain(patient.toString());
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void itIsListedAsAlteredAmongTheOthers(Tampering.Alteration alteration) {
        events.record(altered, sound);
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            People.officerOf("RXN")
                    .contentType(ContentType.JSON)
                    .body("{\"patient\":\"" + patient + "\",\"type\":\"decision\"}")
                    .post("/audit/search")
                    .then()
                    .statusCode(200)
                    .body("records[0].id", equalTo(sound.id().toString()))
                    .body("records[0].altered", nullValue())
                    .body("records[0].outcome", equalTo("deny"))
                    .body("records[1].id", equalTo(altered.id().toString()))
                    .body("records[1].altered", equalTo(true))
                    .body("records[1].summary", equalTo(SUMMARY))
                    .body("records[1].outcome", nullValue());

            PageText page = page("/trail/records?type=decision&patient=" + patient);
            assertThat(page.text()).containsSubsequence("Refused", "Altered record", SUMMARY, "Altered");
            assertThat(page.links()).contains("/trail/records/" + altered.id());
        }
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void itsPageSaysSoWithoutBeingAsked(Tampering.Alteration alteration) {
        events.record(altered);
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            PageText page = page("/trail/records/" + altered.id());

            assertThat(page.text())
                    .contains("This record can’t be relied on")
                    .contains("What it says today is not what was recorded: it was altered.")
                    .contains("Tell the operator and the Caldicott Guardian.")
                    .doesNotContain("genuine", "RXN asked", "dr-1", "about many people");
            assertThat(page.links()).noneMatch(link -> link.contains("tlog-proof"));
        }
        assertThat(page("/trail/records/" + altered.id()).links()).anyMatch(link -> link.contains("tlog-proof"));
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void thereIsNoProofOfIt(Tampering.Alteration alteration) {
        events.record(altered);
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            refused("/proof");
            refused("/proof.tlog-proof");
        }
    }

    private void refused(String what) {
        refused(People.officerOf("RXN")
                .get("/audit/records/" + altered.id() + what)
                .then());
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(500)
                .contentType("application/problem+json")
                .body("type", equalTo("https://concord.example/problems/record-altered"))
                .body("title", equalTo("A record was altered after it was recorded"))
                .body("detail", containsString("have the whole ledger checked"))
                .body("$", hasKey("leaf_index"));
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void noEventIsMadeOfItAndASearchSaysThatItIsMissing(Tampering.Alteration alteration) {
        events.record(altered, sound);
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            People.officerOf("RXN")
                    .get("/fhir/AuditEvent/" + altered.id())
                    .then()
                    .statusCode(500)
                    .body("resourceType", equalTo("OperationOutcome"))
                    .body("issue[0].diagnostics", containsString("/problems/record-altered"));
            People.officerOf("RXN")
                    .get("/fhir/AuditEvent?_tag=decision&patient=" + patient)
                    .then()
                    .statusCode(200)
                    .body("entry.findAll { it.search.mode == 'match' }.resource.id", equalTo(ids(sound)))
                    .body(
                            "entry.findAll { it.search.mode == 'outcome' }.resource.resourceType",
                            hasItem("OperationOutcome"))
                    .body(
                            "entry.find { it.search.mode == 'outcome' }.resource.issue[0].details.text",
                            containsString("it was altered"));
        }
    }

    private static List<String> ids(AuditBodies body) {
        return List.of(body.id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_JSON", "OTHER_WORDS"})
    void itIsChosenForAPackAsAltered(Tampering.Alteration alteration) {
        events.record(altered);
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            String place = Long.toString(
                    events.number("select leaf_index from leaf where event_id = ?", altered.id()), Character.MAX_RADIX);

            assertThat(page("/trail/evidence?pack=" + place).text()).contains("1 record", SUMMARY);
        }
    }

    @Test
    void holdsAreNotListedIfTheRecordOfOneWasAltered() {
        UUID hold = UUID.randomUUID();
        events.record(hold, ErasureBodies.hold(hold, altered.occurredAt(), "{\"organisation\":\"ZZZ97\"}"));
        try (Tampering tampering = Tampering.of(hold, Tampering.Alteration.NOT_JSON)) {
            refused(People.regionalOfficer().get("/audit/holds").then());
        }
        People.regionalOfficer().get("/audit/holds").then().statusCode(200);
    }

    private static PageText page(String address) {
        return PageText.of(People.officerOf("RXN").accept("text/html").get(address), 200);
    }
}
