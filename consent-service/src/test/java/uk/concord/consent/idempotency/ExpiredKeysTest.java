package uk.concord.consent.idempotency;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;

/** Keys of requests that were done are kept for a day, and then free again. */
@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class ExpiredKeysTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final String OLD = "key-of-more-than-a-day-ago";
    private static final String YOUNG = "key-of-almost-a-day-ago";
    private static final String RESEARCH_NO =
            "{\"choices\":[{\"scheme\":\"regional-research\",\"effect\":\"deny\"}],\"wording\":\"research-1\"}";

    @Inject
    IdempotentAnswers answers;

    @Inject
    EntityManager entities;

    private Patient patient;

    @BeforeEach
    void somebodyNew() {
        patient = Patients.registered();
    }

    @Test
    void aKeyIsFreeAfterADayAndNotBefore() {
        used(OLD, Instant.now().minus(DAY).minusSeconds(60));
        used(YOUNG, Instant.now().minus(DAY).plusSeconds(600));
        assertThat(status(OLD)).as("used for another change").isEqualTo(422);

        answers.clean();

        assertThat(status(YOUNG)).as("still used for another change").isEqualTo(422);
        assertThat(status(OLD)).as("free").isEqualTo(200);
        assertThat(status(OLD)).as("sent again").isEqualTo(200);
    }

    private int status(String key) {
        return given().auth()
                .oauth2(patient.token())
                .header("If-Match", "\"0\"")
                .header("Idempotency-Key", "\"" + key + "\"")
                .contentType("application/json")
                .body(RESEARCH_NO)
                .put("/me/preferences")
                .statusCode();
    }

    private void used(String key, Instant at) {
        AnswerEntity used = new AnswerEntity(
                UUID.fromString(patient.id()), key, new byte[] {1}, new IdempotentAnswers.Answer(7, "{}"), at);
        QuarkusTransaction.requiringNew().run(() -> entities.persist(used));
    }
}
