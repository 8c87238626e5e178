package uk.concord.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class AuditEventSearchTest {

    private static final String EVENTS = "/fhir/AuditEvent";
    private static final String NUMBER = "9990000565";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    @AfterEach
    void mend() {
        AuditTestResource.FAILURE.set(0);
    }

    @Test
    void anOfficerReadsOneEventOfHerOrganisation() {
        UUID patient = UUID.randomUUID();
        AuditBodies body = decision(patient);
        events.record(body);

        People.officerOf("RXN")
                .accept("application/fhir+json")
                .get(EVENTS + "/" + body.id())
                .then()
                .statusCode(200)
                .contentType("application/fhir+json")
                .header("Cache-Control", equalTo("no-store"))
                .header("ETag", equalTo("W/\"1\""))
                .body("resourceType", equalTo("AuditEvent"))
                .body("id", equalTo(body.id().toString()))
                .body("entity[0].what.identifier.value", equalTo(patient.toString()));
        Awaitility.await()
                .until(() ->
                        events.newestReading("officer-RXN").contains(body.id().toString()));
        assertThat(events.newestReading("officer-RXN")).contains("\"form\":\"fhir\"");
    }

    @Test
    void anotherOrganisationsEventIsNotThereAndAskingForItIsRecorded() {
        AuditBodies body = decision(UUID.randomUUID()).by("RXL", "RXL");
        events.record(body);
        long before = events.readings("officer-RW5", "not-found");

        People.officerOf("RW5")
                .get(EVENTS + "/" + body.id())
                .then()
                .statusCode(404)
                .contentType("application/fhir+json")
                .body("resourceType", equalTo("OperationOutcome"))
                .body("issue[0].severity", equalTo("error"))
                .body("issue[0].code", equalTo("not-found"))
                .body("issue[0].diagnostics", containsString("/problems/not-found"));
        Awaitility.await().until(() -> events.readings("officer-RW5", "not-found") == before + 1);
        People.officerOf("RXN").get(EVENTS + "/no-uuid").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service"})
    void othersAreRefused(String role) {
        UUID id = UUID.randomUUID();
        for (String path : List.of(EVENTS, EVENTS + "/" + id)) {
            People.having(role)
                    .get(path)
                    .then()
                    .statusCode(403)
                    .contentType("application/fhir+json")
                    .body("issue[0].code", equalTo("forbidden"));
            People.nobody().get(path).then().statusCode(401).body("issue[0].code", equalTo("login"));
        }
        form(People.having(role), "_count=1").statusCode(403);
        form(People.nobody(), "_count=1").statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"regional-ig-officer", "caldicott-guardian"})
    void regionalRolesFindAll(String role) {
        UUID patient = UUID.randomUUID();
        AuditBodies first = decision(patient).by("RXN", "RXN");
        AuditBodies second = decision(patient).by("RXL", "RXL");
        events.record(first, second);

        assertThat(found(People.having(role), "?patient=" + patient)).containsExactly(second.id(), first.id());
        assertThat(found(People.officerOf("RXN"), "?patient=" + patient)).containsExactly(first.id());
        assertThat(found(People.officerOf("RW5"), "?patient=" + patient)).isEmpty();
    }

    @Test
    void eventsAreFoundByWhoActed() {
        UUID patient = UUID.randomUUID();
        UUID hers = UUID.randomUUID();
        UUID account = UUID.randomUUID();
        String user = "nurse-" + hers;
        events.record(
                hers,
                decision(hers, patient).replace("\"dr-1\"", "\"" + user + "\"").getBytes(StandardCharsets.UTF_8));
        events.record(
                account,
                decision(account, patient)
                        .replace("\"user\":{\"id\":\"dr-1\",\"role\":\"consultant\",\"asserted\":true},", "")
                        .getBytes(StandardCharsets.UTF_8));
        String of = "?patient=" + patient + "&agent:identifier=";

        assertThat(found(
                        People.officerOf("RXN"),
                        "?agent:identifier=https://concord.example/Id/asserted-user%7C" + user))
                .containsExactly(hers);
        assertThat(found(
                        People.officerOf("RXL"),
                        "?agent:identifier=https://concord.example/Id/asserted-user%7C" + user))
                .isEmpty();
        assertThat(found(People.officerOf("RXN"), of + "https://concord.example/Id/subject%7Cs"))
                .containsExactly(account);
        assertThat(found(People.officerOf("RXN"), of + "https://concord.example/Id/client%7Crxn-epr"))
                .containsExactly(account, hers);
        assertThat(found(
                        People.officerOf("RXN"),
                        of + "https://concord.example/Id/client%7Crxn-epr&agent:identifier="
                                + "https://concord.example/Id/asserted-user%7C" + user + "&agent:identifier="
                                + "https://fhir.nhs.uk/Id/ods-organization-code%7CRXN"))
                .containsExactly(hers);
    }

    @Test
    void anNhsNumberAsAnAgentIsRefusedInABodyToo() {
        form(People.officerOf("RXN"), "agent:identifier=https://concord.example/Id/asserted-user%7C" + NUMBER)
                .statusCode(400);
    }

    private static String decision(UUID id, UUID patient) {
        return AuditBodies.decision(id, patient).json();
    }

    @Test
    void everyParameterNarrows() {
        UUID patient = UUID.randomUUID();
        AuditBodies wanted = decision(patient).answered("BTG", "deny").at(Instant.parse("2026-11-02T12:00:00Z"));
        AuditBodies other =
                decision(patient).ofType("access").by("RXN", "RXN").at(Instant.parse("2026-11-03T12:00:00Z"));
        events.record(wanted, other);

        for (String parameter : List.of(
                "_id=" + wanted.id(),
                "_tag=https://concord.example/CodeSystem/audit-type%7Cdecision",
                "agent:identifier=https://fhir.nhs.uk/Id/ods-organization-code%7CP81002",
                "entity:identifier=https://concord.example/Id/decision%7C" + wanted.decision(),
                "type=110113",
                "type=http://dicom.nema.org/resources/ontology/DCM%7C110113,110114",
                "subtype=AuthZ-Role",
                "outcome=4",
                "outcome=4,8",
                "date=2026-11-02",
                "date=eq2026-11-02T12:00:00Z",
                "date=lt2026-11-03T12:00:00Z",
                "date=ge2026-11-02T12:00:00Z&date=lt2026-11-02T12:00:01Z",
                "date=le2026-11-02")) {
            assertThat(found(People.officerOf("RXN"), "?patient=Patient/" + patient + "&" + parameter))
                    .as(parameter)
                    .containsExactly(wanted.id());
        }
        for (String parameter : List.of("type=rest", "subtype=search-type", "outcome=0", "date=gt2026-11-02")) {
            assertThat(found(People.officerOf("RXN"), "?_tag=access&patient=" + patient + "&" + parameter))
                    .as(parameter)
                    .containsExactly(other.id());
        }
        assertThat(found(People.officerOf("RXN"), "?patient=" + patient + "&subtype=AuthZ-Consent"))
                .isEmpty();
        assertThat(found(People.officerOf("RXN"), "?patient=" + patient + "&outcome=0,4&date=lt2026-11-04"))
                .containsExactly(other.id(), wanted.id());
    }

    @Test
    void aPersonIsNamedByNhsNumberInABodyAndByIdInTheLinks() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies before = decision(patient).aboutPseudonym(pseudonyms.of(NhsNumber.of(NUMBER)));
        AuditBodies after = decision(patient);
        events.record(before, after);

        ValidatableResponse first = form(
                        People.officerOf("RXN"),
                        "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|" + NUMBER + "&_count=1")
                .statusCode(200)
                .body("type", equalTo("searchset"))
                .body("entry.resource.id", equalTo(List.of(after.id().toString())))
                .body("entry[0].search.mode", equalTo("match"))
                .body("entry[0].fullUrl", equalTo("http://localhost:8080/fhir/AuditEvent/" + after.id()));
        String all = first.extract().asString();

        assertThat(all).doesNotContain(NUMBER);
        assertThat(found(People.officerOf("RXN"), query(next(first)))).containsExactly(before.id());
        Awaitility.await().until(() -> events.newestReading("officer-RXN").contains(patient.toString()));
        assertThat(events.newestReading("officer-RXN")).doesNotContain(NUMBER);
    }

    @Test
    void withoutThePatientRegisterNobodyIsFoundByNhsNumber() {
        AuditTestResource.FAILURE.set(500);

        form(People.officerOf("RXN"), "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|9434765919")
                .statusCode(503)
                .body("issue[0].code", equalTo("transient"))
                .body("issue[0].details.text", containsString("patient register"));
    }

    @Test
    void pagesDoNotMoveWhenEventsArrive() {
        UUID patient = UUID.randomUUID();
        List<UUID> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            AuditBodies body = decision(patient);
            events.record(body);
            expected.addFirst(body.id());
        }

        ValidatableResponse page = search(People.officerOf("RXN"), "?_count=2&date=ge2026-11-01&patient=" + patient);
        List<UUID> all = new ArrayList<>(ids(page));
        events.record(decision(patient));
        for (String next = next(page); next != null; next = next(page)) {
            page = search(People.officerOf("RXN"), query(next));
            all.addAll(ids(page));
        }

        assertThat(all).isEqualTo(expected);
    }

    @Test
    void aSearchIsRecordedAndNothingFoundIsABundleToo() {
        long before = events.readings("officer-RXG", "read");

        search(People.officerOf("RXG"), "?outcome=8")
                .body("resourceType", equalTo("Bundle"))
                .body("entry", nullValue())
                .body("link[0].url", equalTo("http://localhost:8080/fhir/AuditEvent?outcome=8"));

        Awaitility.await().until(() -> events.readings("officer-RXG", "read") == before + 1);
        assertThat(events.newestReading("officer-RXG")).contains("\"outcomes\":[\"broken-off\",\"serious-failure\"]");
    }

    @Test
    void whatItCanDoIsToldToAnybody() {
        People.nobody()
                .get("/fhir/metadata")
                .then()
                .statusCode(200)
                .contentType("application/fhir+json")
                .body("resourceType", equalTo("CapabilityStatement"))
                .body("fhirVersion", equalTo("4.0.1"))
                .body("rest[0].resource[0].type", equalTo("AuditEvent"));
    }

    private static AuditBodies decision(UUID patient) {
        return AuditBodies.decision(UUID.randomUUID(), patient);
    }

    private static ValidatableResponse form(RequestSpecification who, String body) {
        return who.contentType(ContentType.URLENC)
                .body(body)
                .post(EVENTS + "/_search")
                .then();
    }

    private static ValidatableResponse search(RequestSpecification who, String query) {
        return who.urlEncodingEnabled(false).get(EVENTS + query).then().statusCode(200);
    }

    private static List<UUID> found(RequestSpecification who, String query) {
        return ids(search(who, query));
    }

    private static List<UUID> ids(ValidatableResponse response) {
        List<String> ids = response.extract().path("entry.resource.id");
        return ids == null ? List.of() : ids.stream().map(UUID::fromString).toList();
    }

    private static String next(ValidatableResponse response) {
        return response.extract().path("link.find { it.relation == 'next' }?.url");
    }

    private static String query(String link) {
        return "?" + URI.create(link).getRawQuery();
    }
}
