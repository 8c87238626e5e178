package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.concord.stack.demo.SyntheticPatients;

/** A patient has a second NHS number, and a partner reads her record with it: that is hers to see, and an officer's to find. */
@ExtendWith(RunningPlatform.class)
class SeveralNumbersTest {

    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Platform platform;
    private final String older;
    private String patient = "";

    SeveralNumbersTest(Platform platform) {
        this.platform = platform;
        this.older = platform.nhsNumberOf(SyntheticPatients.DEMONSTRATION + 700);
    }

    /** Numbers come with data of other systems; no API of ours adds one. */
    @BeforeEach
    void sheHasASecondNumber() throws SQLException {
        patient = consentDatabase(
                "insert into patient_alias (nhs_number, patient_id, since) select ?, patient_id, now() from patient_alias"
                        + " where nhs_number = ? returning patient_id",
                older,
                platform.nhsNumberOf(2));
    }

    @AfterEach
    void sheHasOneAgain() throws SQLException {
        consentDatabase("delete from patient_alias where nhs_number = ? returning patient_id", older);
    }

    @Test
    void anAccessWithHerOlderNumberIsInHerListAndAnOfficerFindsItByHerId() {
        Instant before = Instant.now().minusSeconds(1);

        given().spec(platform.as("rxn-epr"))
                .header("X-Purpose-Of-Use", "TREAT")
                .header("X-User-Id", "555254242106")
                .header("X-User-Role", "R8000")
                .queryParam("patient.identifier", "https://fhir.nhs.uk/Id/nhs-number|" + older)
                .get("/fhir/P81002/MedicationRequest")
                .then()
                .statusCode(200);

        String access = await().atMost(BOUND)
                .until(
                        () -> found(platform.as("officer.rxn"), before).getString("records[0]?.id"),
                        id -> id != null && !id.isEmpty());
        assertThat(given().spec(platform.as("patient2"))
                        .get("/me/audit?limit=50")
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getList("records.findAll { it.type == 'access' }.id", String.class))
                .contains(access);
    }

    private JsonPath found(RequestSpecification officer, Instant from) {
        return given().spec(officer)
                .contentType(ContentType.JSON)
                .body(Map.of("patient", patient, "type", "access", "from", from.toString()))
                .post("/audit/search")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private String consentDatabase(String sql, String... values) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        platform.consentDatabase(), "postgres", platform.superuserPassword());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
