package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static uk.concord.audit.trail.Searches.found;
import static uk.concord.audit.trail.Searches.ids;
import static uk.concord.audit.trail.Searches.search;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class SearchTest {

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @AfterEach
    void mend() {
        AuditTestResource.FAILURE.set(0);
    }

    @Test
    void anOfficerFindsHerOrganisationsRecordsOfAPatient() {
        UUID patient = UUID.randomUUID();
        AuditBodies ours = decision(patient).by("RXN", "RXN", "P81002");
        AuditBodies others = decision(patient).by("RXL", "RXL", "P81003");
        events.record(ours, others);

        search(People.officerOf("RXN"), "{\"patient\":\"" + patient + "\"}")
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("records.id", equalTo(List.of(ours.id().toString())))
                .body("records[0].type", equalTo("decision"))
                .body("records[0].patient.id", equalTo(patient.toString()))
                .body("records[0].actor.user.role", equalTo("consultant"))
                .body("records[0].actor.user.asserted", equalTo(true))
                .body("records[0].organisations", equalTo(List.of("P81002", "RXN")))
                .body("records[0].summary", equalTo("RXN asked P81002."))
                .body("next", nullValue());
        assertThat(found(People.officerOf("P81003"), "{\"patient\":\"" + patient + "\"}"))
                .containsExactly(others.id());
        assertThat(found(People.officerOf("RW5"), "{\"patient\":\"" + patient + "\"}"))
                .isEmpty();
        assertThat(found(People.officerOf("RXN"), "{\"patient\":\"" + patient + "\",\"organisation\":\"RXL\"}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"regional-ig-officer", "caldicott-guardian"})
    void regionalRolesFindAll(String role) {
        UUID patient = UUID.randomUUID();
        AuditBodies first = decision(patient).by("RXN", "RXN");
        AuditBodies second = decision(patient).by("RXL", "RXL");
        events.record(first, second);

        assertThat(found(People.having(role), "{\"patient\":\"" + patient + "\"}"))
                .containsExactly(second.id(), first.id());
        assertThat(found(People.having(role), "{\"patient\":\"" + patient + "\",\"organisation\":\"RXL\"}"))
                .containsExactly(second.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "register-officer", "policy-author", "service"})
    void otherRolesAreRefused(String role) {
        search(People.having(role), "{}").statusCode(403).contentType("application/problem+json");
    }

    @Test
    void nobodyIsRefusedWithoutAToken() {
        search(People.nobody(), "{}").statusCode(401);
    }

    @Test
    void anOfficerWithoutAnOrganisationIsRefused() {
        search(People.having("ig-officer"), "{}").statusCode(403).body("detail", containsString("no organisation"));
    }

    @Test
    void aChangeOfPreferenceIsSeenByTheRegionAndWhoeverMadeIt() {
        UUID patient = UUID.randomUUID();
        AuditBodies change = decision(patient).ofType("preference-change").by("P81002", "P81002", "RXL");
        events.record(change);
        String criteria = "{\"patient\":\"" + patient + "\"}";

        assertThat(found(People.regionalOfficer(), criteria)).containsExactly(change.id());
        assertThat(found(People.officerOf("P81002"), criteria)).containsExactly(change.id());
        assertThat(found(People.officerOf("RXL"), criteria)).isEmpty();
    }

    @Test
    void everyCriterionNarrows() {
        UUID patient = UUID.randomUUID();
        AuditBodies wanted = decision(patient).answered("BTG", "deny").at(Instant.parse("2026-11-02T12:00:00Z"));
        AuditBodies other = decision(patient).ofType("access").at(Instant.parse("2026-11-03T12:00:00Z"));
        events.record(wanted, other);

        for (String criterion : List.of(
                "\"type\":\"decision\"",
                "\"purpose\":\"BTG\"",
                "\"outcome\":\"deny\"",
                "\"until\":\"2026-11-03T12:00:00Z\"",
                "\"from\":\"2026-11-02T12:00:00Z\",\"until\":\"2026-11-02T12:00:01Z\"",
                "\"decision_id\":\"" + wanted.decision() + "\"")) {
            assertThat(found(People.officerOf("RXN"), "{\"patient\":\"" + patient + "\"," + criterion + "}"))
                    .as(criterion)
                    .containsExactly(wanted.id());
        }
    }

    @Test
    void aPersonIsFoundByNhsNumberUnderHerIdAndHerPseudonym() {
        NhsNumber number = NhsNumber.of("9990000026");
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(number.digits(), patient);
        AuditBodies before = decision(patient).aboutPseudonym(pseudonyms.of(number));
        AuditBodies after = decision(patient);
        events.record(before, after);

        assertThat(found(People.officerOf("RXN"), "{\"nhs_number\":\"9990000026\"}"))
                .containsExactly(after.id(), before.id());
        Awaitility.await().until(() -> events.newestReading("officer-RXN").contains(patient.toString()));
        assertThat(events.newestReading("officer-RXN"))
                .doesNotContain("9990000026")
                .contains("\"returned\":2");
    }

    @Test
    void aPersonWhoIsNotRegisteredIsFoundByPseudonym() {
        NhsNumber number = NhsNumber.of("9434765919");
        AuditBodies event = decision(UUID.randomUUID()).aboutPseudonym(pseudonyms.of(number));
        events.record(event);

        assertThat(found(People.officerOf("RXN"), "{\"nhs_number\":\"9434765919\"}"))
                .containsExactly(event.id());
    }

    @Test
    void withoutThePatientRegisterNothingIsFoundByNhsNumber() {
        AuditTestResource.FAILURE.set(500);

        search(People.officerOf("RXN"), "{\"nhs_number\":\"9434765919\"}")
                .statusCode(503)
                .body("detail", containsString("patient register"));
    }

    @Test
    void pagesDoNotMoveWhenRecordsArrive() {
        UUID patient = UUID.randomUUID();
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            AuditBodies event = decision(patient);
            events.record(event);
            expected.addFirst(event.id());
        }
        String criteria = "\"patient\":\"" + patient + "\",\"limit\":2";

        ValidatableResponse first = search(People.officerOf("RXN"), "{" + criteria + "}");
        events.record(decision(patient));
        ValidatableResponse second = search(
                People.officerOf("RXN"),
                "{" + criteria + ",\"after\":\"" + first.extract().path("next") + "\"}");
        ValidatableResponse third = search(
                People.officerOf("RXN"),
                "{" + criteria + ",\"after\":\"" + second.extract().path("next") + "\"}");

        List<UUID> all = new ArrayList<>(ids(first));
        all.addAll(ids(second));
        all.addAll(ids(third));
        assertThat(all).isEqualTo(expected);
        assertThat(third.extract().<String>path("next")).isNull();
    }

    @Test
    void aSearchIsItselfRecorded() {
        long before = events.readings("officer-RXG", "read");

        search(People.officerOf("RXG"), "{\"purpose\":\"TREAT\"}").statusCode(200);

        Awaitility.await().until(() -> events.readings("officer-RXG", "read") == before + 1);
        assertThat(events.newestReading("officer-RXG"))
                .contains("\"criteria\":{\"purpose\":\"TREAT\"}")
                .contains("\"organisations\":[\"RXG\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "purpose", "outcome"})
    void whatNoRecordCanHoldIsRefused(String member) {
        for (String value : List.of("\\u0000", "deny\\u0000", "a\\nb", "\\ud800")) {
            search(People.officerOf("RXN"), "{\"" + member + "\":\"" + value + "\"}")
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("detail", containsString("\"" + member + "\" must not hold control characters"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"nhs_number\":\"9990000027\"}",
                "{\"nhs_number\":\"9990000026\",\"patient\":\"0193f0a0-0000-7000-8000-000000000000\"}",
                "{\"organisation\":\"rxn\"}",
                "{\"organization\":\"RXN\"}",
                "{\"person\":\"a\",\"user\":\"a\"}",
                "{\"person\":\"a\",\"subject\":\"a\"}",
                "{\"limit\":0}",
                "{\"limit\":201}",
                "{\"after\":\"x\"}",
                "{\"from\":\"yesterday\"}",
                "{\"from\":\"2026-11-02T12:00:00Z\",\"until\":\"2026-11-02T12:00:00Z\"}"
            })
    void aMalformedSearchIsRefused(String body) {
        search(People.officerOf("RXN"), body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", containsString("/problems/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from|\"yesterday\"|must be an instant, such as 2026-11-24T18:30:00Z.",
                "until|\"2026-11-24\"|must be an instant, such as 2026-11-24T18:30:00Z.",
                "patient|\"9990000018\"|must be a UUID, such as 0191f7a0-0000-7000-8000-00000000000a.",
                "limit|\"many\"|must be a whole number.",
                "limit|[]|must be a whole number.",
                "person|{}|has the wrong type or a value that isn't known."
            })
    void theFormThatAMemberMustHaveIsSaidAndItsValueIsnt(String member, String value, String said) {
        search(People.officerOf("RXN"), "{\"" + member + "\":" + value + "}")
                .statusCode(400)
                .body("detail", equalTo("The member \"" + member + "\" of the JSON body " + said));
    }

    @Test
    void anotherContentTypeIsRefused() {
        People.officerOf("RXN")
                .contentType(ContentType.TEXT)
                .body("{}")
                .post("/audit/search")
                .then()
                .statusCode(415);
    }

    private static AuditBodies decision(UUID patient) {
        return AuditBodies.decision(UUID.randomUUID(), patient);
    }
}
