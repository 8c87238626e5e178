package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kafka loses what it has acknowledged, and the services that handed it over notice. */
@Order(Integer.MAX_VALUE - 2)
@ExtendWith({RunningPlatform.class, Chromium.class})
class LostEventsTest {

    private static final Duration BOUND = Duration.ofSeconds(90);
    // A copy of some record of the service under an id of its own, in its outbox, and the relay's place behind it.
    private static final String LOSE = """
            with fresh as (select gen_random_uuid() as id),
            example as (select * from outbox where topic = 'AUDIT' order by seq limit 1),
            lost as (insert into outbox (event_id, topic, key, source, type, occurred_at, data)
              select fresh.id, topic, key, source, type, occurred_at,
                     convert_to(replace(convert_from(data, 'UTF8'), event_id::text, fresh.id::text), 'UTF8')
              from example, fresh returning seq, event_id),
            moved as (update relay_position set seq = (select seq from lost) returning 1)
            select event_id from lost, moved""";

    private final Platform platform;
    private final Chromium.Visits chromium;

    LostEventsTest(Platform platform, Chromium.Visits chromium) {
        this.platform = platform;
        this.chromium = chromium;
    }

    @Test
    void everyServiceAsksForWhatItHandedOver() {
        given().spec(platform.as("rxn-epr"))
                .header("X-Purpose-Of-Use", "TREAT")
                .header("X-User-Id", "555254242106")
                .header("X-User-Role", "R8000")
                .queryParam("patient.identifier", "https://fhir.nhs.uk/Id/nhs-number|" + platform.nhsNumberOf(200))
                .get("/fhir/P81002/MedicationRequest")
                .then()
                .statusCode(200);
        given().spec(platform.as("officer.region"))
                .contentType(ContentType.JSON)
                .body(Map.of("type", "access"))
                .post("/audit/search")
                .then()
                .statusCode(200);

        await().atMost(BOUND).untilAsserted(() -> {
            JsonPath report = report();
            assertThat(report.getList("sources.findAll { it.handed_over > 0 }.source"))
                    .contains("audit-service", "consent-service", "gateway", "policy-service");
            assertThat(report.getList("missing.event_id")).isEmpty();
        });
    }

    @Test
    void whatTheTopicLostIsNoticedAndSentAgainByItself() throws SQLException {
        String lost = afterTheTopicLostOne();

        await().atMost(BOUND)
                .ignoreExceptions()
                .untilAsserted(() -> given().spec(platform.as("officer.region"))
                        .get("/audit/records/" + lost)
                        .then()
                        .statusCode(200));
        await().atMost(BOUND).untilAsserted(() -> {
            JsonPath report = report();
            assertThat(report.getInt("sources.find { it.source == 'consent-service' }.sent_again"))
                    .isPositive();
            assertThat(report.getList("missing.event_id")).doesNotContain(lost);
        });
    }

    @Test
    void thePageShowsItToTheRegionsOfficerAndToTheOperator() {
        for (String who : List.of("officer.region", "operator")) {
            try (Visit visit = chromium.begin(platform, true)) {
                visit.signIn(who, "/trail/reconciliation");

                assertThat(visit.main().textContent()).contains("Events by service", "consent-service", "gateway");
                visit.looksRight("reconciliation-" + who.replace('.', '-'));
            }
        }
    }

    private String afterTheTopicLostOne() throws SQLException {
        platform.kill("consent-service");
        try (Connection connection = DriverManager.getConnection(
                        platform.consentDatabase(), "postgres", platform.superuserPassword());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(LOSE)) {
            row.next();
            return row.getString(1);
        } finally {
            platform.start("consent-service");
        }
    }

    private JsonPath report() {
        return given().spec(platform.as("officer.region"))
                .get("/audit/reconciliation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
