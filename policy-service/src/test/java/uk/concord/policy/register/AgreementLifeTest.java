package uk.concord.policy.register;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class AgreementLifeTest extends ServiceTest {

    private final String id = "life-" + UUID.randomUUID();

    @Test
    void anAgreementIsDraftedSignedByAllActivatedSuspendedReinstatedAndEnded() {
        put(draft("2034-03-31"), "").statusCode(200);
        move("activate").statusCode(409).body("detail", containsString("is draft"));
        sign("RXN").statusCode(200);
        status("draft");
        move("activate").statusCode(409);
        sign("RXN").statusCode(409).body("detail", containsString("already been signed for RXN"));
        sign("ZZC01").statusCode(200);
        status("signed");
        move("suspend").statusCode(409);
        move("activate").statusCode(200);
        status("active");
        move("activate").statusCode(409);
        move("reinstate").statusCode(409);
        move("suspend").statusCode(200);
        move("suspend").statusCode(409).body("detail", containsString("is suspended"));
        move("reinstate").statusCode(200);
        status("active");
        move("expire").statusCode(200);
        status("expired");
        move("expire").statusCode(409);
        move("reinstate").statusCode(409);
        sign("QE1").statusCode(409).body("detail", containsString("is over"));

        as(Roles.REGIONAL_IG_OFFICER)
                .get("/register/agreements/" + id + "/versions")
                .then()
                .statusCode(200)
                .body("said.status", contains("expired", "active", "suspended", "active", "signed", "draft", "draft"))
                .body("[0].reason", equalTo("Because of expire"))
                .body("[0].client", equalTo("test-client"))
                .body("[6].said.signatories.size()", equalTo(0));
    }

    @Test
    void anAgreementWhoseTimeIsOverIsNotPutInForce() {
        put(draft("2024-06-30"), "").statusCode(200);
        sign("RXN").statusCode(200);
        sign("ZZC01").statusCode(200);

        move("activate").statusCode(409).body("detail", containsString("2024-06-30"));
    }

    @Test
    void aSignatureMustBeOfSomebodyRegisteredAndNotOfADayToCome() {
        put(draft("2034-03-31"), "").statusCode(200);

        sign("NOPE1").statusCode(422).body("faults", hasItem(containsString("NOPE1")));
        sign("RXN", "2099-01-01").statusCode(422).body("faults", hasItem(containsString("still to come")));
        registerOfficer()
                .body("{\"organisation\":\"RXN\"}")
                .post("/register/agreements/" + id + "/sign")
                .then()
                .statusCode(400)
                .body("detail", containsString("name is missing. signed_on is missing. reason is missing."));
        status("draft");
    }

    @Test
    void nobodyPutsAnAgreementIntoAnotherStateOrSignsItByWritingItAnew() {
        put(draft("2034-03-31"), "").statusCode(200);
        String signed = draft("2034-03-31")
                .replace(
                        "\"signatories\":[]",
                        "\"signatories\":["
                                + "{\"organisation\":\"RXN\",\"name\":\"N\",\"signed_on\":\"2024-01-01\"},"
                                + "{\"organisation\":\"ZZC01\",\"name\":\"N\",\"signed_on\":\"2024-01-01\"}]");

        put(signed, tag()).statusCode(409).body("detail", containsString("/sign"));
        put(signed.replace("draft", "active"), tag()).statusCode(409).body("detail", containsString("status"));
        status("draft");
    }

    @Test
    void newTermsOfADraftMustBeSignedAgain() {
        put(draft("2034-03-31"), "").statusCode(200);
        sign("RXN").statusCode(200);
        String withSignature =
                registerOfficer().get("/register/agreements/" + id).asString().replace("2034-03-31", "2033-03-31");

        put(withSignature, tag()).statusCode(409).body("detail", containsString("signed again"));
        put(draft("2033-03-31"), tag()).statusCode(200);
        registerOfficer().get("/register/agreements/" + id).then().body("signatories.size()", equalTo(0));
    }

    @Test
    void theTermsOfASignedAgreementChangeOnlyWithAReason() {
        put(draft("2034-03-31"), "").statusCode(200);
        sign("RXN").statusCode(200);
        sign("ZZC01").statusCode(200);
        String longer =
                registerOfficer().get("/register/agreements/" + id).asString().replace("2034", "2035");

        put(longer, tag()).statusCode(400).body("detail", containsString("X-Change-Reason"));
        registerOfficer()
                .header("If-Match", tag())
                .header("X-Change-Reason", "It was for 999 000 0018")
                .body(longer)
                .put("/register/agreements/" + id)
                .then()
                .statusCode(400)
                .body("detail", containsString("The reason must not hold an NHS number"))
                .body("detail", not(containsString("999")));
        registerOfficer()
                .header("If-Match", tag())
                .header("X-Change-Reason", "Both have agreed to another year")
                .body(longer)
                .put("/register/agreements/" + id)
                .then()
                .statusCode(200);
        move("expire").statusCode(200);
        put(longer.replace("\"signed\"", "\"expired\"").replace("2035", "2036"), tag())
                .statusCode(409)
                .body("detail", containsString("over"));
    }

    @Test
    void anImportNeitherMovesNorSignsAnAgreementThatIsHeld() {
        put(draft("2034-03-31"), "").statusCode(200);

        registerOfficer()
                .body("{\"agreements\":["
                        + draft("2034-03-31")
                                .replace("draft", "active")
                                .replace(
                                        "\"signatories\":[]",
                                        "\"signatories\":[{\"organisation\":\"RXN\",\"name\":\"N\",\"signed_on\":\"2024-01-01\"}]")
                        + "]}")
                .post("/register/import")
                .then()
                .statusCode(200)
                .body("rows[0].outcome", equalTo("unchanged"))
                .body("rows[0].why", hasItem(containsString("status stays draft")))
                .body("rows[0].why", hasItem(containsString("signatures stay")));
        status("draft");
    }

    @Test
    void aMoveThatRestsOnAnotherVersionIsRefused() {
        put(draft("2034-03-31"), "").statusCode(200);

        registerOfficer()
                .header("If-Match", "\"1\"")
                .body("{\"reason\":\"r\"}")
                .post("/register/agreements/" + id + "/expire")
                .then()
                .statusCode(412);
        status("draft");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sign", "activate", "suspend", "reinstate", "expire"})
    void onlyRegisterOfficersMakeMoves(String move) {
        for (String role : new String[] {
            Roles.PARTNER, Roles.SERVICE, Roles.OPERATOR, Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.PATIENT
        }) {
            as(role).body("{\"reason\":\"r\"}")
                    .post("/register/agreements/region-direct-care/" + move)
                    .then()
                    .statusCode(403);
        }
        registerOfficer()
                .body("{}")
                .post("/register/agreements/region-direct-care/" + move)
                .then()
                .statusCode(400);
        registerOfficer()
                .body(
                        move.equals("sign")
                                ? "{\"organisation\":\"RXN\",\"name\":\"N\",\"signed_on\":\"2024-01-01\",\"reason\":\"r\"}"
                                : "{\"reason\":\"r\"}")
                .post("/register/agreements/nothing/" + move)
                .then()
                .statusCode(404);
    }

    private String draft(String until) {
        return """
                {"id":"%s","title":"Home care","status":"draft","from":"2024-01-01","until":"%s",
                 "custodians":{"organisations":["RXN"]},"requesters":{"organisations":["ZZC01"]},
                 "purposes":["PATADMIN"],"categories":["medications"],
                 "legal_bases":{"article_6":"6(1)(e)","article_9":"9(2)(h)","common_law":"implied consent"},
                 "signatories":[]}""".formatted(id, until);
    }

    private ValidatableResponse put(String body, String seen) {
        return registerOfficer()
                .headers(seen.isEmpty() ? Map.of() : Map.of("If-Match", seen))
                .body(body)
                .put("/register/agreements/" + id)
                .then();
    }

    private String tag() {
        return registerOfficer().get("/register/agreements/" + id).header("ETag");
    }

    private ValidatableResponse move(String move) {
        return registerOfficer()
                .body("{\"reason\":\"Because of " + move + "\"}")
                .post("/register/agreements/" + id + "/" + move)
                .then();
    }

    private ValidatableResponse sign(String organisation) {
        return sign(organisation, "2024-01-01");
    }

    private ValidatableResponse sign(String organisation, String day) {
        return registerOfficer()
                .body("{\"organisation\":\"%s\",\"name\":\"S. Example\",\"signed_on\":\"%s\",\"reason\":\"Paper came\"}"
                        .formatted(organisation, day))
                .post("/register/agreements/" + id + "/sign")
                .then();
    }

    private void status(String status) {
        registerOfficer().get("/register/agreements/" + id).then().body("status", equalTo(status));
    }
}
