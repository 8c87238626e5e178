package uk.concord.audit.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.CohortBodies;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class MyAuditTest {

    private static final String NUMBER = "9990548609";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @Test
    void aPatientSeesWhoAskedAndWhoLooked() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies asked = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(asked, AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));
        People.officerOf("RXN")
                .contentType(ContentType.JSON)
                .body("{\"patient\":\"" + patient + "\"}")
                .post("/audit/search")
                .then()
                .statusCode(200);
        Awaitility.await()
                .until(() -> events.number(
                                "select count(*) from record where patient_id = ? and type = 'audit-read'", patient)
                        == 1);

        People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("records.type", equalTo(List.of("audit-read", "decision")))
                .body("records[1].id", equalTo(asked.id().toString()))
                .body("records[1].organisation", equalTo("RXN"))
                .body("records[1].role", equalTo("consultant"))
                .body("records[1].purpose", equalTo("TREAT"))
                .body("records[1].outcome", equalTo("permit"))
                .body("records[1].summary", equalTo("RXN asked P81002."))
                .body("records[1]", not(hasKey("actor")));
    }

    @Test
    void whatWasRecordedUnderAnotherNumberOfHersIsHersToo() {
        SeveralNumbers somebody = SeveralNumbers.registered();
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        AuditBodies decision = somebody.decision();
        CohortBodies part = CohortBodies.part(List.of(), List.of(), pseudonyms.of(somebody.older()));
        events.record(access, decision);
        events.record(part.id(), part.bytes());

        for (NhsNumber number : List.of(somebody.older(), somebody.newer())) {
            People.with(TestTokens.patient(number.digits()))
                    .get("/me/audit")
                    .then()
                    .statusCode(200)
                    .body(
                            "records.id",
                            equalTo(List.of(
                                    part.id().toString(),
                                    decision.id().toString(),
                                    access.id().toString())))
                    .body("records.outcome", equalTo(List.of("deny", "permit", "permit")));
        }
    }

    @Test
    void herOwnLookIsRecordedButNotShownToHer() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        String token = TestTokens.patient(NUMBER);

        People.with(token).get("/me/audit").then().statusCode(200);
        Awaitility.await()
                .until(() -> events.number(
                                "select count(*) from record where patient_id = ? and actor_capacity = 'self'", patient)
                        == 1);

        assertThat(People.with(token).get("/me/audit").then().extract().<List<String>>path("records"))
                .isEmpty();
    }

    @Test
    void pagesGoOn() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies first = AuditBodies.decision(UUID.randomUUID(), patient);
        AuditBodies second = AuditBodies.decision(UUID.randomUUID(), patient);
        events.record(first, second);
        String token = TestTokens.patient(NUMBER);

        String next = People.with(token)
                .get("/me/audit?limit=1")
                .then()
                .body("records.id", equalTo(List.of(second.id().toString())))
                .extract()
                .path("next");

        People.with(token)
                .get("/me/audit?limit=1&after=" + next)
                .then()
                .body("records.id", equalTo(List.of(first.id().toString())));
        People.with(token).get("/me/audit?limit=0").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ig-officer", "regional-ig-officer", "partner", "operator", "service"})
    void othersAreRefused(String role) {
        People.having(role).get("/me/audit").then().statusCode(403);
        People.nobody().get("/me/audit").then().statusCode(401);
    }

    @Test
    void aPatientWithoutANumberIsRefused() {
        People.having("patient").get("/me/audit").then().statusCode(403);
    }
}
