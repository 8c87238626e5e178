package uk.concord.consent.preference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.consent.testing.TopicReader;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class OutboxEventsTest {

    @Inject
    KafkaAccess kafka;

    @Inject
    ObjectMapper json;

    private Patient patient;

    @BeforeEach
    void somebodyIsRegistered() {
        patient = Patients.registered();
    }

    @Test
    void aRegistrationAndAChangeAreToldOnTheStateTopicWhole() throws IOException {
        change(
                0,
                "{\"scheme\":\"shared-care-record\",\"effect\":\"permit\",\"exceptions\":[{\"effect\":\"deny\","
                        + "\"organisations\":[\"RXL\"],\"until\":\"2027-01-01T00:00:00Z\"}]}");
        try (TopicReader reader = new TopicReader(kafka, Topic.PREFERENCE_STATE)) {
            List<ConsumerRecord<String, byte[]>> events = reader.await(2, this::mine);
            assertThat(events).hasSize(2);
            JsonNode registered = value(events.getFirst());
            assertThat(registered).isEqualTo(json.readTree("""
                                    {"schema":"concord-patient-state/1","patient":"%s","revision":0,"nhs_numbers":["%s"],
                                     "changed_at":%s,"preferences":[]}""".formatted(
                            patient.id(), patient.nhsNumber(), registered.get("changed_at"))));
            JsonNode changed = value(events.getLast());
            assertThat(changed).isEqualTo(json.readTree("""
                                    {"schema":"concord-patient-state/1","patient":"%s","revision":1,"nhs_numbers":["%s"],
                                     "changed_at":%3$s,"preferences":[{"scheme":"shared-care-record","version":1,
                                     "effect":"permit","since":%3$s,"exceptions":[{"effect":"deny","organisations":["RXL"],
                                     "organisation_types":[],"categories":[],"purposes":[],
                                     "until":"2027-01-01T00:00:00Z"}]}]}""".formatted(
                            patient.id(), patient.nhsNumber(), changed.get("changed_at"))));
            for (ConsumerRecord<String, byte[]> event : events) {
                assertThat(event.key()).isEqualTo(patient.id());
                assertThat(TopicReader.header(event, "ce_type")).isEqualTo("uk.concord.preference.state.v1");
                assertThat(TopicReader.header(event, "ce_source")).isEqualTo("/consent-service");
                assertThat(TopicReader.header(event, "ce_specversion")).isEqualTo("1.0");
                assertThat(TopicReader.header(event, "content-type")).isEqualTo("application/json");
                assertThat(UUID.fromString(TopicReader.header(event, "ce_id")).version())
                        .isEqualTo(7);
                event.headers()
                        .forEach(header -> assertThat(new String(header.value(), StandardCharsets.UTF_8))
                                .doesNotContain(patient.nhsNumber()));
            }
        }
    }

    @Test
    void aChangeIsAuditedWithWhatWasSaidBeforeAndAfterAndWithoutTheNhsNumber() throws IOException {
        change(0, "{\"scheme\":\"regional-research\",\"effect\":\"deny\"}");
        change(1, "{\"scheme\":\"regional-research\",\"withdraw\":true}");
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            List<ConsumerRecord<String, byte[]>> events = reader.await(3, this::mine);
            assertThat(events)
                    .extracting(event -> TopicReader.header(event, "ce_type"))
                    .containsExactly(
                            "uk.concord.audit.patient-registered.v1",
                            "uk.concord.audit.preference-change.v1",
                            "uk.concord.audit.preference-change.v1");
            for (ConsumerRecord<String, byte[]> event : events) {
                assertThat(new String(event.value(), StandardCharsets.UTF_8)).doesNotContain(patient.nhsNumber());
                assertThat(value(event).get("id").asText()).isEqualTo(TopicReader.header(event, "ce_id"));
            }
            JsonNode registration = value(events.getFirst());
            assertThat(registration.get("actor").get("client").asText()).isEqualTo("concord-cli");
            assertThat(registration.get("actor").get("capacity").asText()).isEqualTo("staff");
            assertThat(registration.get("outcome").asText()).isEqualTo("registered");
            JsonNode record = value(events.getLast());
            assertThat(record.get("schema").asText()).isEqualTo("concord-audit/1");
            assertThat(record.get("type").asText()).isEqualTo("preference-change");
            assertThat(record.get("source").asText()).isEqualTo("consent-service");
            assertThat(record.get("request_id").asText()).isEqualTo("request-of-revision-1");
            assertThat(record.get("patient")).isEqualTo(json.readTree("{\"id\":\"" + patient.id() + "\"}"));
            assertThat(record.get("actor").get("capacity").asText()).isEqualTo("self");
            assertThat(record.get("organisations")).isEmpty();
            assertThat(record.get("outcome").asText()).isEqualTo("changed");
            assertThat(record.get("detail")).isEqualTo(json.readTree("""
                                    {"revision_before":1,"revision_after":2,"changes":[{"scheme":"regional-research",
                                     "before":{"version":1,"state":"active","effect":"deny","exceptions":[]},
                                     "after":{"version":2,"state":"withdrawn"}}],
                                     "wording":"w-1","channel":"online",
                                     "evidence":{"kind":"nhs-login","identity_proofing_level":"P9"}}"""));
        }
    }

    private void change(int seen, String choice) {
        given().auth()
                .oauth2(patient.token())
                .header("If-Match", "\"" + seen + "\"")
                .header("X-Request-ID", "request-of-revision-" + seen)
                .contentType("application/json")
                .body("{\"choices\":[" + choice + "],\"wording\":\"w-1\"}")
                .put("/me/preferences")
                .then()
                .statusCode(200);
    }

    private boolean mine(ConsumerRecord<String, byte[]> record) {
        return record.key().equals(patient.id());
    }

    private JsonNode value(ConsumerRecord<String, byte[]> record) throws IOException {
        return json.readTree(record.value());
    }
}
