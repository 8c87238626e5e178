package uk.concord.audit.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static uk.concord.audit.hold.HoldRequests.isHeld;
import static uk.concord.audit.hold.HoldRequests.place;
import static uk.concord.audit.hold.HoldRequests.release;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.testing.TestTokens;

/** What holds cover, and who places and releases them. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class HoldTest {

    private static final String NUMBER = "9990548609";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @ParameterizedTest
    @ValueSource(strings = {"regional-ig-officer", "caldicott-guardian"})
    void thoseWhoAnswerForTheRegionPlaceListAndRelease(String role) {
        String hold = place(
                        People.having(role),
                        Map.of("organisation", "RXQ", "reason", "A claim was announced.", "reference", "CL-2026-7"))
                .statusCode(201)
                .header("Cache-Control", equalTo("no-store"))
                .body("subject", equalTo(Map.of("organisation", "RXQ")))
                .body("reason", equalTo("A claim was announced."))
                .body("reference", equalTo("CL-2026-7"))
                .body("placed_at", notNullValue())
                .body("placed_by.subject", equalTo("subject-" + role))
                .body("released", nullValue())
                .extract()
                .path("id");
        People.having(role)
                .get("/audit/holds")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("holds[0].id", equalTo(hold))
                .body("holds.find { it.id == '" + hold + "' }.released", nullValue());

        release(People.having(role), hold, "It is settled.")
                .statusCode(200)
                .body("id", equalTo(hold))
                .body("released.reason", equalTo("It is settled."))
                .body("released.by.subject", equalTo("subject-" + role));

        People.having(role)
                .get("/audit/holds")
                .then()
                .body("holds.find { it.id == '" + hold + "' }.released.reason", equalTo("It is settled."));
        release(People.having(role), hold, "Again.")
                .statusCode(409)
                .body("detail", containsString("was released before"));
        Awaitility.await().until(() -> events.readings("subject-" + role, "read") >= 2);
    }

    @Test
    void aPatientIsHeldByIdAndPseudonymAndNeverByNumber() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies hers = AuditBodies.decision(UUID.randomUUID(), patient);
        AuditBodies another = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(hers, another);

        String hold = place(
                        People.regionalOfficer(),
                        Map.of("nhs_number", NUMBER, "reason", "A complaint.", "reference", "CO-1"))
                .statusCode(201)
                .body("subject.patient", equalTo(patient.toString()))
                .body("subject.pseudonym", notNullValue())
                .body(not(containsString(NUMBER)))
                .extract()
                .path("id");

        assertThat(isHeld(events, hers)).isTrue();
        assertThat(isHeld(events, another)).isFalse();
        assertThat(events.text(
                        "select convert_from(r.body, 'UTF8') from record r join leaf l on l.leaf_index = r.leaf_index"
                                + " where l.event_id = ?",
                        UUID.fromString(hold)))
                .doesNotContain(NUMBER);
        // What it is about may be a case against somebody, so it isn't on her list.
        People.with(TestTokens.patient(NUMBER))
                .get("/me/audit")
                .then()
                .statusCode(200)
                .body("records.id", hasItem(hers.id().toString()))
                .body("records.id", not(hasItem(hold)));
        release(People.regionalOfficer(), hold, "It was answered.").statusCode(200);
        assertThat(isHeld(events, hers)).isFalse();
    }

    @Test
    void aPatientIsHeldByAllHerNumbersWhicheverWasTyped() {
        SeveralNumbers somebody = SeveralNumbers.registered();
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        events.record(access);
        assertThat(isHeld(events, access)).isFalse();
        String typed = pseudonyms.of(somebody.newer());

        String hold = place(
                        People.regionalOfficer(),
                        Map.of("nhs_number", somebody.newer(), "reason", "A complaint.", "reference", "CO-2"))
                .statusCode(201)
                .body(
                        "subject",
                        equalTo(Map.of(
                                "patient",
                                somebody.patient().toString(),
                                "pseudonym",
                                typed,
                                "pseudonyms",
                                List.of(typed, pseudonyms.of(somebody.older())))))
                .extract()
                .path("id");

        assertThat(isHeld(events, access)).isTrue();
        assertThat(PageText.of(People.regionalOfficer().accept("text/html").get("/trail/holds"), 200)
                        .text())
                .contains("Everything about patient " + somebody.patient() + ", by 2 NHS numbers");
        release(People.regionalOfficer(), hold, "It was answered.").statusCode(200);
        assertThat(isHeld(events, access)).isFalse();
    }

    /** As holds were written before they named all pseudonyms. */
    @Test
    void anOlderHoldIsReadAndGoesOnHolding() {
        String pseudonym = pseudonyms.of(SeveralNumbers.number());
        AuditBodies access = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                .ofType("access")
                .aboutPseudonym(pseudonym);
        UUID hold = UUID.randomUUID();
        events.record(access);
        events.record(
                hold,
                ErasureBodies.hold(
                        hold, Instant.parse("2026-11-20T10:00:00Z"), "{\"pseudonym\":\"" + pseudonym + "\"}"));

        assertThat(isHeld(events, access)).isTrue();
        assertThat(subjectOf(hold)).isEqualTo(Map.of("pseudonym", pseudonym, "pseudonyms", List.of(pseudonym)));
        assertThat(PageText.of(People.regionalOfficer().accept("text/html").get("/trail/holds"), 200)
                        .text())
                .contains("Everything about a person recorded under the pseudonym " + pseudonym);
        release(People.regionalOfficer(), hold.toString(), "It was answered.").statusCode(200);
        assertThat(isHeld(events, access)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "{\"a\":\"b\"}", "[\"9990000018\"]", "[1]"})
    void aHoldWhosePseudonymsCannotBeUnderstoodCoversEverythingAndTheListSaysSo(String list) {
        AuditBodies anybody = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        UUID hold = UUID.randomUUID();
        events.record(anybody);
        events.record(
                hold,
                ErasureBodies.hold(
                        hold,
                        Instant.parse("2026-11-20T10:00:00Z"),
                        "{\"patient\":\"" + UUID.randomUUID() + "\",\"pseudonyms\":" + list + "}"));

        assertThat(isHeld(events, anybody)).isTrue();
        assertThat(subjectOf(hold)).isEmpty();
        release(People.regionalOfficer(), hold.toString(), "A test.").statusCode(200);
        assertThat(isHeld(events, anybody)).isFalse();
    }

    private static Map<String, ?> subjectOf(UUID hold) {
        return People.regionalOfficer()
                .get("/audit/holds")
                .then()
                .statusCode(200)
                .extract()
                .path("holds.find { it.id == '" + hold + "' }.subject");
    }

    @Test
    void aDecisionAndRecordsAreHeld() {
        AuditBodies decided = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies named = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies another = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(decided, named, another);

        place(
                        People.regionalOfficer(),
                        Map.of("decision_id", decided.decision(), "reason", "An inquiry.", "reference", "I-1"))
                .statusCode(201);
        place(
                        People.regionalOfficer(),
                        Map.of("records", List.of(named.id(), named.id()), "reason", "An inquiry.", "reference", "I-1"))
                .statusCode(201)
                .body("subject.records", equalTo(List.of(named.id().toString())));

        assertThat(isHeld(events, decided)).isTrue();
        assertThat(isHeld(events, named)).isTrue();
        assertThat(isHeld(events, another)).isFalse();
    }
}
