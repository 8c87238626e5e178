package uk.concord.policy.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.AuditTopic;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class RegisterTest extends ServiceTest {

    private static final Duration SECONDS = Duration.ofSeconds(10);

    @Test
    void aSuspendedAgreementPermitsNothingWithinSecondsAndAgainWhenItIsReinstated() {
        Ask question = Ask.about(SAID_NOTHING, "medications");
        long before = revision();

        change("region-direct-care/suspend").then().statusCode(200).body("revision", equalTo((int) before + 1));
        try {
            await().atMost(SECONDS)
                    .untilAsserted(() -> question.send()
                            .statusCode(200)
                            .body("decision", equalTo(false))
                            .body("context.reasons.text_key", contains("lawful-agreement-suspended"))
                            .body("context.revisions.register", equalTo(String.valueOf(before + 1))));
        } finally {
            change("region-direct-care/reinstate").then().statusCode(200);
        }
        await().atMost(SECONDS).untilAsserted(() -> question.send().body("decision", equalTo(true)));
        await().atMost(SECONDS)
                .untilAsserted(() -> assertThat(AuditTopic.has(
                                platform.stack().bootstrapServers(),
                                record -> "register-change".equals(record.get("type"))
                                        && record.get("summary")
                                                .toString()
                                                .contains("Suspended the sharing agreement region-direct-care")))
                        .isTrue());
    }

    @Test
    void theSameImportAgainChangesNothing() {
        long before = revision();

        registerOfficer()
                .body(resource("register.json"))
                .post("/register/import")
                .then()
                .statusCode(200)
                .body("changed", equalTo(0))
                .body("revision", equalTo((int) before));
    }

    @Test
    void anImportThatNamesWhatTheRegisterDoesNotHoldSaysSoAndChangesNothing() {
        long before = revision();

        registerOfficer()
                .body("""
                        {"partner_systems":[{"client_id":"x","name":"X","requester_for":["NOPE1"]}],
                         "schemes":[{"id":"s","title":"S","owner":"O","writable":true,"governs":["NOPE2"],"default_effect":"deny"}]}""")
                .post("/register/import")
                .then()
                .statusCode(422)
                .body("faults", hasItem(containsString("partner-systems/x: requester_for names NOPE1")))
                .body("faults", hasItem(containsString("schemes/s: governs names NOPE2")));
        assertThat(revision()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"organisations\":[{\"ods_code\":\"abc\",\"name\":\"N\",\"type\":\"ICB\",\"status\":\"active\"}]}|ODS code",
                "{\"organisations\":[{\"ods_code\":\"ABC\",\"name\":\"N\",\"type\":\"ICB\",\"status\":\"open\"}]}|organisations[0]: status",
                "{\"organisations\":[{\"ods_code\":\"ABC\",\"name\":\"N\",\"type\":\"ICB\",\"status\":\"active\",\"typo\":1}]}|organisations[0]: typo",
                "{\"organisations\":[{\"name\":\"N\",\"type\":\"ICB\",\"status\":\"active\"}]}|ods_code is missing",
                "{\"things\":[]}|things",
                "[]|JSON object"
            })
    void anImportThatCannotBeReadSaysWhereAndWhy(String document, String fault) {
        registerOfficer()
                .body(document)
                .post("/register/import")
                .then()
                .statusCode(400)
                .body("faults", hasItem(containsString(fault)));
    }

    @Test
    void anActiveAgreementMustBeSigned() {
        Map<String, Object> agreement = registerOfficer()
                .get("/register/agreements/region-direct-care")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getMap("");
        agreement.put("signatories", java.util.List.of());

        registerOfficer()
                .body(agreement)
                .put("/register/agreements/region-direct-care")
                .then()
                .statusCode(400)
                .body("detail", containsString("signatories"));
    }

    @Test
    void aThingIsPutUnderItsOwnAddressOnly() {
        String purpose =
                "{\"id\":\"CAREMGT\",\"title\":\"Care management\",\"unregistered_patient\":\"deny\",\"sensitive\":\"agreement\"}";
        registerOfficer().body(purpose).put("/register/purposes/OTHER").then().statusCode(400);
        registerOfficer().body(purpose).put("/register/purposes/CAREMGT").then().statusCode(200);
        as(Roles.PARTNER)
                .get("/register/purposes/CAREMGT")
                .then()
                .body("title", equalTo("Care management"))
                .body("needs_grant", equalTo(false));
    }

    @Test
    void anAgreementThatIsNotThereOrNotSuspendedIsNotReinstated() {
        change("nothing/suspend").then().statusCode(404);
        registerOfficer()
                .body("{}")
                .post("/register/agreements/region-direct-care/suspend")
                .then()
                .statusCode(400)
                .body("detail", containsString("reason"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "organisations",
                "categories",
                "purposes",
                "schemes",
                "agreements",
                "partner-systems",
                "directions",
                "public-interest-bases"
            })
    void partnersReadTheListsAndPatientsDont(String kind) {
        as(Roles.PARTNER)
                .get("/register/" + kind)
                .then()
                .statusCode(200)
                .body("size()", org.hamcrest.Matchers.greaterThan(0));
        as(Roles.PATIENT).get("/register/" + kind).then().statusCode(403);
    }

    @Test
    void onlyRegisterOfficersChangeTheRegister() {
        for (String role : new String[] {Roles.PARTNER, Roles.IG_OFFICER, Roles.OPERATOR, Roles.SERVICE}) {
            as(role).body("{\"reason\":\"try\"}")
                    .post("/register/agreements/region-direct-care/suspend")
                    .then()
                    .statusCode(403);
            as(role).body("{\"reason\":\"try\"}")
                    .post("/register/agreements/region-direct-care/reinstate")
                    .then()
                    .statusCode(403);
            as(role).body("{}").put("/register/purposes/TREAT").then().statusCode(403);
        }
        as(Roles.OPERATOR).body("{}").post("/register/import").then().statusCode(200);
        as(Roles.PARTNER).body("{}").post("/register/import").then().statusCode(403);
        as(Roles.PARTNER).get("/register/nonsense").then().statusCode(404);
        as(Roles.PATIENT).get("/register").then().statusCode(403);
    }

    private static io.restassured.response.Response change(String path) {
        return registerOfficer()
                .body("{\"reason\":\"The custodian asked for it\"}")
                .post("/register/agreements/" + path);
    }

    private static long revision() {
        return as(Roles.PARTNER).get("/register").then().extract().jsonPath().getLong("revision");
    }
}
