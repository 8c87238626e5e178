package uk.concord.consent.state;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.consent.testing.TopicReader;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class StateTest {

    @Inject
    KafkaAccess kafka;

    @Test
    void theTruthIsAnsweredByNumberAndById() {
        Patient patient = Patients.registered();
        state("{\"patient\":\"" + patient.id() + "\"}")
                .statusCode(200)
                .body("schema", equalTo("concord-patient-state/1"))
                .body("patient", equalTo(patient.id()))
                .body("revision", equalTo(0))
                .body("nhs_numbers", equalTo(List.of(patient.nhsNumber())))
                .body("preferences", empty());
        say(patient, 0, "deny");
        state("{\"nhs_number\":\"" + patient.nhsNumber() + "\"}")
                .statusCode(200)
                .body("patient", equalTo(patient.id()))
                .body("revision", equalTo(1))
                .body("preferences[0].scheme", equalTo("regional-research"))
                .body("preferences[0].effect", equalTo("deny"))
                .body("preferences[0].version", equalTo(1));
    }

    @Test
    void nobodyIsNotFound() {
        state("{\"patient\":\"" + UUID.randomUUID() + "\"}").statusCode(404);
        state("{\"nhs_number\":\"" + Patients.number() + "\"}").statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"patient\":\"not-an-id\"}",
                "{\"patient\":5}",
                "{\"nhs_number\":\"1\"}",
                "{\"patient\":\"01900000-0000-7000-8000-000000000000\",\"nhs_number\":\"9990000026\"}",
                "{\"nhsNumber\":\"9990000026\"}"
            })
    void aQuestionThatNamesNobodyOrTwoIsRefused(String body) {
        state(body).statusCode(400).contentType("application/problem+json");
    }

    @Test
    void anOperatorCanHaveEveryStateSentAgain() {
        Patient patient = Patients.registered();
        say(patient, 0, "deny");
        try (TopicReader reader = new TopicReader(kafka, Topic.PREFERENCE_STATE)) {
            reader.await(2, record -> record.key().equals(patient.id()));
            given().auth()
                    .oauth2(Patients.operator())
                    .post("/patients/republish")
                    .then()
                    .statusCode(202)
                    .body("patients", greaterThan(0));
            List<ConsumerRecord<String, byte[]>> events =
                    reader.await(3, record -> record.key().equals(patient.id()));
            assertThat(text(events.get(2))).isEqualTo(text(events.get(1)));
            assertThat(TopicReader.header(events.get(2), "ce_id"))
                    .isNotEqualTo(TopicReader.header(events.get(1), "ce_id"));
        }
    }

    private static void say(Patient patient, int seen, String effect) {
        given().auth()
                .oauth2(patient.token())
                .header("If-Match", "\"" + seen + "\"")
                .contentType("application/json")
                .body("{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"" + effect
                        + "\"}],\"wording\":\"w-1\"}")
                .put("/me/preferences")
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse state(String body) {
        return given().auth()
                .oauth2(Patients.service())
                .contentType("application/json")
                .body(body)
                .post("/patients/state")
                .then();
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }
}
