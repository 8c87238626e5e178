package uk.concord.audit.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.kernel.identity.Pseudonyms;

/** Events about somebody who has several NHS numbers. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class SearchBySeveralNumbersTest {

    private static final String EVENTS = "/fhir/AuditEvent";
    private static final String PSEUDONYM = "https://concord.example/Id/pseudonym|";

    @Inject
    RecordedEvents events;

    @Inject
    Pseudonyms pseudonyms;

    private final SeveralNumbers somebody = SeveralNumbers.registered();

    @AfterEach
    void mend() {
        AuditTestResource.FAILURE.set(0);
    }

    @Test
    void byHerIdAloneAndByNumberTheSameIsFoundAndTheNextLinkHasAllHerNames() {
        AuditBodies access = somebody.accessByOlder(pseudonyms);
        AuditBodies decision = somebody.decision();
        events.record(access, decision);

        for (String parameter : named()) {
            ValidatableResponse first =
                    form(People.officerOf("RXN"), parameter + "&_count=1").statusCode(200);
            String next = first.extract().path("link.find { it.relation == 'next' }.url");

            assertThat(ids(first)).as(parameter).containsExactly(decision.id());
            assertThat(URLDecoder.decode(next, StandardCharsets.UTF_8))
                    .as(parameter)
                    .contains(
                            "https://concord.example/Id/patient|" + somebody.patient(),
                            PSEUDONYM + pseudonyms.of(somebody.older()),
                            PSEUDONYM + pseudonyms.of(somebody.newer()));
            assertThat(ids(get(People.officerOf("RXN"), "?" + URI.create(next).getRawQuery())))
                    .as(parameter)
                    .containsExactly(access.id());
            assertThat(ids(form(People.officerOf("RXL"), parameter)))
                    .as(parameter)
                    .isEmpty();
        }
    }

    @Test
    void withoutThePatientRegisterNobodyIsFoundByIdAlone() {
        AuditTestResource.FAILURE.set(500);

        for (String parameter : named()) {
            form(People.officerOf("RXN"), parameter)
                    .statusCode(503)
                    .body("issue[0].code", equalTo("transient"))
                    .body("issue[0].details.text", containsString("patient register"));
        }
        get(People.officerOf("RXN"), "?patient:identifier=" + PSEUDONYM.replace("|", "%7C") + "0".repeat(32));
    }

    @Test
    void moreThan50PseudonymsAreRefused() {
        String fifty = Stream.generate(
                        () -> PSEUDONYM + UUID.randomUUID().toString().replace("-", ""))
                .limit(50)
                .collect(Collectors.joining(","));

        form(People.officerOf("RXN"), "patient:identifier=" + fifty).statusCode(200);
        form(People.officerOf("RXN"), "patient:identifier=" + fifty + "," + PSEUDONYM + "0".repeat(32))
                .statusCode(400)
                .body("issue[0].details.text", containsString("at most 50 pseudonyms"));
    }

    private List<String> named() {
        return List.of(
                "patient=" + somebody.patient(),
                "patient=Patient/" + somebody.patient(),
                "patient:identifier=https://concord.example/Id/patient|" + somebody.patient(),
                "patient:identifier=https://fhir.nhs.uk/Id/nhs-number|"
                        + somebody.newer().digits());
    }

    // Each search is itself a record about her, so what came after the others isn't looked for.
    private static ValidatableResponse form(RequestSpecification who, String body) {
        return who.contentType(ContentType.URLENC)
                .body(body + "&date=lt2026-11-22")
                .post(EVENTS + "/_search")
                .then();
    }

    private static ValidatableResponse get(RequestSpecification who, String query) {
        return who.urlEncodingEnabled(false).get(EVENTS + query).then().statusCode(200);
    }

    private static List<UUID> ids(ValidatableResponse response) {
        List<String> ids = response.statusCode(200).extract().path("entry.resource.id");
        return ids == null ? List.of() : ids.stream().map(UUID::fromString).toList();
    }
}
