package uk.concord.consent.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.consent.testing.Patients;
import uk.concord.consent.testing.Patients.Patient;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.kernel.testing.TestTokens;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class PermissionsTest {

    private static final String JSON = "application/json";
    private static final List<String> ROLES = List.of(
            "patient",
            "partner",
            "ig-officer",
            "regional-ig-officer",
            "caldicott-guardian",
            "operator",
            "register-officer",
            "policy-author",
            "policy-approver",
            "service");

    /** An endpoint, the one role that may use it, and a request that then succeeds. */
    enum Endpoint {
        READ("GET", "/me/preferences", "patient", JSON, "", 200),
        CHANGE("PUT", "/me/preferences", "patient", JSON, Changes.RESEARCH, 200),
        IN_FORCE("GET", "/me/preferences/in-force", "patient", JSON, "", 200),
        HISTORY("GET", "/me/preferences/history", "patient", JSON, "", 200),
        IMPORT("POST", "/patients/import", "operator", "application/x-ndjson", "", 200),
        REPUBLISH("POST", "/patients/republish", "operator", JSON, "", 202),
        LOOKUP("POST", "/patients/lookup", "service", JSON, "{\"nhs_number\":\"%s\"}", 200),
        STATE("POST", "/patients/state", "service", JSON, "{\"nhs_number\":\"%s\"}", 200);

        private final String method;
        private final String path;
        private final String role;
        private final String type;
        private final String body;
        private final int status;

        Endpoint(String method, String path, String role, String type, String body, int status) {
            this.method = method;
            this.path = path;
            this.role = role;
            this.type = type;
            this.body = body;
            this.status = status;
        }

        ValidatableResponse call(RequestSpecification caller, Patient about) {
            RequestSpecification request = caller.header("If-Match", "\"0\"");
            if (!method.equals("GET")) {
                request = request.contentType(type).body(body.formatted(about.nhsNumber()));
            }
            return request.request(method, path).then();
        }
    }

    static Stream<Arguments> endpoints() {
        return Arrays.stream(Endpoint.values()).map(Arguments::arguments);
    }

    static Stream<Arguments> wrongRoles() {
        return Arrays.stream(Endpoint.values())
                .flatMap(endpoint -> ROLES.stream()
                        .filter(role -> !role.equals(endpoint.role))
                        .map(role -> arguments(endpoint, role)));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void itsRoleIsLetIn(Endpoint endpoint) {
        Patient patient = Patients.registered();
        endpoint.call(
                        Patients.ndjson()
                                .auth()
                                .oauth2(token(endpoint.role, patient).token()),
                        patient)
                .statusCode(endpoint.status);
    }

    @ParameterizedTest
    @MethodSource("wrongRoles")
    void everyOtherRoleIsRefused(Endpoint endpoint, String role) {
        Patient patient = new Patient(Patients.number(), "");
        endpoint.call(Patients.ndjson().auth().oauth2(token(role, patient).token()), patient)
                .statusCode(403)
                .contentType("application/problem+json")
                .body("type", equalTo("https://concord.example/problems/forbidden"));
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void aTokenThatIsNotGoodIsNoToken(Endpoint endpoint) {
        Patient patient = new Patient(Patients.number(), "");
        String good = token(endpoint.role, patient).token();
        refused(endpoint.call(Patients.ndjson(), patient));
        refused(endpoint.call(
                Patients.ndjson()
                        .auth()
                        .oauth2(token(endpoint.role, patient).expired().token()),
                patient));
        refused(endpoint.call(
                Patients.ndjson()
                        .auth()
                        .oauth2(token(endpoint.role, patient)
                                .with("aud", "another")
                                .token()),
                patient));
        refused(endpoint.call(
                Patients.ndjson()
                        .auth()
                        .oauth2(token(endpoint.role, patient)
                                .with("iss", "https://elsewhere.example")
                                .token()),
                patient));
        refused(endpoint.call(
                Patients.ndjson().auth().oauth2(good.substring(0, good.length() - 8) + "AAAAAAAA"), patient));
    }

    @Test
    void aPatientWhoseIdentityIsNotFullyProvenReadsButDoesNotChange() {
        Patient patient = Patients.registered();
        String token =
                token("patient", patient).with("identity_proofing_level", "P5").token();
        given().auth().oauth2(token).get("/me/preferences").then().statusCode(200);
        Endpoint.CHANGE
                .call(Patients.ndjson().auth().oauth2(token), patient)
                .statusCode(403)
                .body("type", equalTo("https://concord.example/problems/identity-not-proven"))
                .body("detail", containsString("NHS login"));
        given().auth().oauth2(patient.token()).get("/me/preferences").then().body("revision", equalTo(0));
    }

    @Test
    void aPatientWithoutAnNhsNumberIsToldSo() {
        given().auth()
                .oauth2(TestTokens.of("gateway-login", "patient").token())
                .get("/me/preferences")
                .then()
                .statusCode(403)
                .body("detail", containsString("NHS number"));
    }

    @Test
    void aPatientWhoIsNotOnTheRegisterIsToldSo() {
        String number = Patients.number();
        String answer = given().auth()
                .oauth2(TestTokens.patient(number))
                .get("/me/preferences")
                .then()
                .statusCode(404)
                .body("type", equalTo("https://concord.example/problems/not-registered"))
                .extract()
                .asString();
        assertThat(answer).doesNotContain(number);
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(401).header("WWW-Authenticate", containsString("Bearer"));
    }

    private static TestTokens token(String role, Patient patient) {
        return TestTokens.of("client-of-" + role, role)
                .with("nhs_number", patient.nhsNumber())
                .with("identity_proofing_level", "P9");
    }
}
