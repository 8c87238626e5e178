package uk.concord.consent.patient;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.testing.TestTokens;

/** Choices follow the person: whoever has several numbers is one patient under each of them. */
@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class SeveralNumbersTest {

    @Inject
    AgroalDataSource database;

    @Inject
    Pseudonyms pseudonyms;

    private Patient patient;
    private String other;

    @BeforeEach
    void somebodyHasASecondNumber() throws SQLException {
        patient = Patients.registered();
        other = Patients.number();
        alias(other, patient.id());
    }

    @Test
    void eachNumberAndHerIdLeadToHerAndToThePseudonymsOfAllHerNumbers() {
        List<String> all = Stream.of(patient.nhsNumber(), other)
                .map(NhsNumber::of)
                .map(pseudonyms::of)
                .sorted()
                .toList();

        for (String wanted : List.of(
                "{\"nhs_number\":\"" + patient.nhsNumber() + "\"}",
                "{\"nhs_number\":\"" + other + "\"}",
                "{\"patient\":\"" + patient.id() + "\"}")) {
            asked(wanted).statusCode(200).body("", equalTo(Map.of("patient", patient.id(), "pseudonyms", all)));
        }
    }

    @Test
    void whoHasOneNumberHasOnePseudonym() {
        Patient another = Patients.registered();

        lookUp(another.nhsNumber())
                .statusCode(200)
                .body("pseudonyms", equalTo(List.of(pseudonyms.of(NhsNumber.of(another.nhsNumber())))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"nhs_number\":null}",
                "{\"nhs_number\":\"9990000018\",\"patient\":\"0193f0a0-0000-7000-8000-000000000000\"}"
            })
    void aLookUpNamesHerInExactlyOneWay(String body) {
        asked(body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", equalTo("Give either the NHS number as nhs_number or the patient id as patient."));
    }

    @Test
    void aLookUpByAnIdThatIsNoneIs400AndByAnIdOfNobody404() {
        asked("{\"patient\":\"" + patient.nhsNumber() + "\"}")
                .statusCode(400)
                .body(not(containsString(patient.nhsNumber())));
        asked("{\"patient\":\"" + UUID.randomUUID() + "\"}").statusCode(404).contentType("application/problem+json");
    }

    @Test
    void whatSheSaysUnderOneNumberHoldsUnderTheOther() {
        given().auth()
                .oauth2(TestTokens.patient(other))
                .header("If-Match", "\"0\"")
                .contentType("application/json")
                .body("""
                        {"choices":[{"scheme":"regional-research","effect":"deny"}],"wording":"research-1"}""")
                .put("/me/preferences")
                .then()
                .statusCode(200);

        given().auth()
                .oauth2(patient.token())
                .get("/me/preferences")
                .then()
                .statusCode(200)
                .body("revision", equalTo(1))
                .body("preferences[0].effect", equalTo("deny"));
        given().auth()
                .oauth2(Patients.service())
                .contentType("application/json")
                .body("{\"nhs_number\":\"" + patient.nhsNumber() + "\"}")
                .post("/patients/state")
                .then()
                .statusCode(200)
                .body("nhs_numbers", containsInAnyOrder(patient.nhsNumber(), other))
                .body("preferences[0].effect", equalTo("deny"));
    }

    @Test
    void anImportOfHerSecondNumberMakesNoSecondPatient() {
        Patients.ndjson()
                .auth()
                .oauth2(Patients.operator())
                .body("{\"nhs_number\":\"" + other + "\"}\n")
                .post("/patients/import")
                .then()
                .statusCode(200)
                .body("registered", equalTo(0))
                .body("already", equalTo(1));
        lookUp(other).body("patient", equalTo(patient.id()));
    }

    @Test
    void aNumberNeverLeadsToTwoPatients() {
        Patient somebody = Patients.registered();

        assertThatThrownBy(() -> alias(other, somebody.id()))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("duplicate key");
        assertThat(lookUp(other).extract().<String>path("patient")).isEqualTo(patient.id());
    }

    private void alias(String number, String id) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into patient_alias (nhs_number, patient_id, since) values (?, ?, now())")) {
            insert.setString(1, number);
            insert.setObject(2, UUID.fromString(id));
            insert.executeUpdate();
        }
    }

    private static ValidatableResponse lookUp(String number) {
        return asked("{\"nhs_number\":\"" + number + "\"}");
    }

    private static ValidatableResponse asked(String body) {
        return given().auth()
                .oauth2(Patients.service())
                .contentType("application/json")
                .body(body)
                .post("/patients/lookup")
                .then();
    }
}
