package uk.concord.policy.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.policy.testing.AuditTopic;
import uk.concord.policy.testing.ServiceTest;

/** Writing things anew, importing them, and who sees what of them. */
@QuarkusTest
class RegisterChangeTest extends ServiceTest {

    private final String id = "change-" + UUID.randomUUID();

    @Test
    void whoReplacesSaysWhatItHasSeen() {
        String first = registerOfficer()
                .body(category("First"))
                .put(address())
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(registerOfficer().get(address()).header("ETag")).isEqualTo(first);

        registerOfficer().body(category("Second")).put(address()).then().statusCode(428);
        String second = registerOfficer()
                .header("If-Match", first)
                .header("X-Change-Reason", "A better title")
                .body(category("Second"))
                .put(address())
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        registerOfficer()
                .header("If-Match", first)
                .body(category("Third"))
                .put(address())
                .then()
                .statusCode(412);
        registerOfficer()
                .header("If-None-Match", "*")
                .body(category("Third"))
                .put(address())
                .then()
                .statusCode(412);
        registerOfficer()
                .header("If-Match", "*")
                .body(category("Second"))
                .put(address())
                .then()
                .statusCode(200)
                .body("changed", equalTo(0));
        registerOfficer()
                .header("If-Match", "*")
                .body(category("New").replace(id, id + "-new"))
                .put(address() + "-new")
                .then()
                .statusCode(412);

        registerOfficer()
                .get(address() + "/versions")
                .then()
                .statusCode(200)
                .body("said.title", contains("Second", "First"))
                .body("reason", contains("A better title", null))
                .body("[0].changed_at", notNullValue())
                .body("[0].subject", notNullValue());
        registerOfficer()
                .get(address() + "/versions?before=" + second.replace("\"", ""))
                .then()
                .body("said.title", contains("First"));
    }

    @Test
    void aChangeIsOnRecordWithWhatChanged() {
        registerOfficer().body(category("First")).put(address()).then().statusCode(200);
        registerOfficer()
                .header("If-Match", "*")
                .body(category("Second"))
                .put(address())
                .then()
                .statusCode(200);

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(AuditTopic.has(
                                platform.stack().bootstrapServers(),
                                record -> record.get("detail") instanceof Map<?, ?> detail
                                        && List.of(Map.of(
                                                        "thing",
                                                        "categories/" + id,
                                                        "what",
                                                        "changed",
                                                        "members",
                                                        List.of("title")))
                                                .equals(detail.get("changes"))))
                        .isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Roles.PARTNER,
                Roles.SERVICE,
                Roles.OPERATOR,
                Roles.IG_OFFICER,
                Roles.CALDICOTT_GUARDIAN,
                Roles.PATIENT
            })
    void onlyRegionalOfficersReadVersions(String role) {
        as(role).get("/register/purposes/TREAT/versions").then().statusCode(403);
    }

    @Test
    void versionsOfNothingAreNotFound() {
        as(Roles.REGIONAL_IG_OFFICER)
                .get("/register/purposes/TREAT/versions")
                .then()
                .statusCode(200);
        as(Roles.REGIONAL_IG_OFFICER)
                .get("/register/purposes/NONE/versions")
                .then()
                .statusCode(404);
        as(Roles.REGIONAL_IG_OFFICER).get("/register/things/x/versions").then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {Roles.PARTNER, Roles.SERVICE, Roles.OPERATOR})
    void partnersGetWhatTheyNeedWithoutNamesAndWeighing(String role) {
        as(role).get("/register/agreements/research-section-251")
                .then()
                .statusCode(200)
                .body("signatories[0]", not(hasKey("name")))
                .body("signatories[0].organisation", equalTo("QE1"))
                .body("section_251", not(hasKey("evidence")))
                .body("section_251.reference", equalTo("25/CAG/0001"));
        as(role).get("/register/public-interest-bases")
                .then()
                .body("[0]", not(hasKey("justification")))
                .body("[0]", not(hasKey("author")))
                .body("[0].requesters.organisations", contains("323"));
        as(role).get("/register/schemes/national-data-opt-out").then().body("fresh_for", equalTo("P21D"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Roles.IG_OFFICER,
                Roles.REGIONAL_IG_OFFICER,
                Roles.CALDICOTT_GUARDIAN,
                Roles.REGISTER_OFFICER,
                Roles.POLICY_AUTHOR,
                Roles.POLICY_APPROVER
            })
    void officersSeeAllOfIt(String role) {
        as(role).get("/register/agreements/research-section-251")
                .then()
                .body("signatories[0].name", equalTo("A. Example"));
        as(role).get("/register/public-interest-bases/safeguarding-hub")
                .then()
                .body("justification", containsString("child"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "organisations|V81999|{\"ods_code\":\"V81999\",\"name\":\"N\",\"type\":\"GP_PRACTICE\",\"status\":\"active\"}|stands for no organisation",
                "organisations|RXQ|{\"ods_code\":\"RXQ\",\"name\":\"N\",\"type\":\"GP_PRACTISE\",\"status\":\"active\"}|type is GP_PRACTISE, which isn't among",
                "organisations|P81002|{\"ods_code\":\"P81002\",\"name\":\"N\",\"type\":\"GP_PRACTICE\",\"status\":\"closed\",\"successor\":\"P81999\"}|circle",
                "purposes|X|{\"id\":\"X\",\"title\":\"X\",\"unregistered_patient\":\"deny\",\"sensitive\":\"never\",\"defaults\":{\"nope\":\"deny\",\"regional-research\":\"deny\"}}|names nope",
                "purposes|X|{\"id\":\"X\",\"title\":\"X\",\"unregistered_patient\":\"deny\",\"sensitive\":\"never\",\"defaults\":{\"regional-research\":\"deny\"}}|doesn't govern",
                "categories|x|{\"id\":\"x\",\"title\":\"X\",\"class\":\"ordinary\",\"fhir_profiles\":[\"MedicationRequest\"]}|fhir_profiles must hold canonical",
                "categories|x|{\"id\":\"x\",\"title\":\"X\",\"class\":\"ordinary\",\"reference_sets\":[\"some codes\"]}|reference_sets must hold",
                "schemes|x|{\"id\":\"x\",\"title\":\"X\",\"owner\":\"O\",\"regime\":\"opt-in\",\"default_effect\":\"permit\"}|regime doesn't fit",
                "schemes|x|{\"id\":\"x\",\"title\":\"X\",\"owner\":\"O\",\"writable\":true,\"default_effect\":\"permit\",\"fresh_for\":\"P1D\"}|fresh_for must be left out",
                "schemes|x|{\"id\":\"x\",\"title\":\"X\",\"owner\":\"O\",\"default_effect\":\"permit\",\"fresh_for\":\"P400D\"}|at most P366D",
                "schemes|x|{\"id\":\"x\",\"title\":\"X\",\"owner\":\"O\",\"default_effect\":\"permit\",\"not_applied_to\":[\"consent\"]}|not_applied_to must be of",
                "directions|x|{\"id\":\"x\",\"title\":\"X\",\"reference\":\"R\",\"scheme\":\"nope\",\"effect\":\"deny\",\"from\":\"2026-01-01\"}|scheme names nope",
                "directions|x|{\"id\":\"x\",\"title\":\"X\",\"reference\":\"R\",\"scheme\":\"regional-research\",\"effect\":\"deny\",\"purposes\":[\"TREAT\"],\"from\":\"2026-01-01\"}|the scheme doesn't govern",
                "public-interest-bases|x|{\"id\":\"x\",\"title\":\"X\",\"author\":\"A\",\"justification\":\"J\",\"proportionality\":\"P\",\"review_on\":\"2025-01-01\",\"custodians\":{\"organisations\":[\"NOPE\"]},\"requesters\":{\"types\":[\"PUB\"]},\"purposes\":[\"TREAT\"],\"categories\":[\"medications\"],\"from\":\"2026-01-01\"}|custodians.organisations names NOPE",
                "agreements|x|{\"id\":\"x\",\"title\":\"X\",\"status\":\"draft\",\"from\":\"2026-01-01\",\"custodians\":{\"organisations\":[\"RXN\"]},\"requesters\":{\"organisations\":[\"RXL\"]},\"purposes\":[\"TREAT\"],\"categories\":[\"medications\"],\"legal_bases\":{\"article_6\":\"6(1)(e)\",\"article_9\":\"9(2)(h)\",\"common_law\":\"consent\"}}|legal_bases.common_law must be one of",
                "agreements|x|{\"id\":\"x\",\"title\":\"X\",\"status\":\"draft\",\"from\":\"2026-01-01\",\"custodians\":{\"organisations\":[\"RXN\"]},\"requesters\":{\"organisations\":[\"RXL\"]},\"purposes\":[\"TREAT\"],\"categories\":[\"medications\"],\"legal_bases\":{\"article_6\":\"6(1)(e)\",\"article_9\":\"9(2)(h)\",\"common_law\":\"section 251\"}}|section_251 is missing",
                "agreements|x|{\"id\":\"x\",\"title\":\"X\",\"status\":\"active\",\"from\":\"2026-01-01\",\"custodians\":{\"organisations\":[\"RXN\"]},\"requesters\":{\"organisations\":[\"RXL\"]},\"purposes\":[\"TREAT\"],\"categories\":[\"medications\"],\"legal_bases\":{\"article_6\":\"6(1)(e)\",\"article_9\":\"9(2)(h)\",\"common_law\":\"statute\"},\"signatories\":[{\"organisation\":\"RXN\",\"name\":\"N\",\"signed_on\":\"2026-01-01\"}]}|signatories lack RXL"
            })
    void whatDoesNotFitIsRefusedWithWhatIsWrong(String kind, String key, String body, String fault) {
        String document = "{\"" + kind.replace('-', '_') + "\":[" + body + "]}";

        registerOfficer()
                .body(document)
                .post("/register/import?dry_run=true")
                .then()
                .statusCode(200)
                .body("refused", equalTo(1))
                .body("rows[0].why", hasItem(containsString(fault)));
        registerOfficer()
                .body(document)
                .post("/register/import")
                .then()
                .statusCode(422)
                .body("faults", hasItem(containsString(fault)));
        String seen = registerOfficer().get("/register/" + kind + "/" + key).header("ETag");
        registerOfficer()
                .headers(seen == null ? Map.of() : Map.of("If-Match", seen))
                .body(body)
                .put("/register/" + kind + "/" + key)
                .then()
                .statusCode(422)
                .body("faults", hasItem(containsString(fault)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "True", "1", "ture", ""})
    void anImportIsNotMadeIfItIsNotClearWhetherItWasMeant(String word) {
        registerOfficer()
                .body(
                        "{\"schemes\":[{\"id\":\"unmeant\",\"title\":\"U\",\"owner\":\"O\",\"default_effect\":\"permit\"}]}")
                .post("/register/import?dry_run=" + word)
                .then()
                .statusCode(400)
                .body("detail", containsString("\"dry_run\" must be true or false"));
        registerOfficer().get("/register/schemes/unmeant").then().statusCode(404);
    }

    @Test
    void aCsvFileIsReportedRowByRowAndTakenWholeOrNotAtAll() {
        String good = "ods_code,name,type,postcode,sub_icb_location,opened\r\n"
                + "P81003,A new surgery,GP_PRACTICE,,,\r\n"
                + "RXN,Lancashire Teaching Hospitals NHS Foundation Trust,NHS_TRUST,PR2 9HT,,\r\n"
                + "RXL,Blackpool renamed,NHS_TRUST,,,\r\n";
        String bad = good + "V81999,Unknown,GP_PRACTICE,,,\r\nP81003,Twice,GP_PRACTICE,,,\r\n"
                + "RXZ,Odd,STARSHIP,,,\r\nrxq,Small,ICB,,,\r\n";

        csv("organisations", bad, false)
                .then()
                .statusCode(400)
                .body(
                        "rows.outcome",
                        contains("created", "unchanged", "changed", "refused", "refused", "refused", "refused"))
                .body("rows[3].why", hasItem(containsString("default code")))
                .body("rows[4].why", hasItem("ods_code is the same as in row 1."))
                .body("rows[5].why", hasItem(containsString("STARSHIP")))
                .body("rows[6].why", hasItem(containsString("ODS code")))
                .body("rows[6].row", equalTo(7));
        csv("organisations", bad, true)
                .then()
                .statusCode(200)
                .body("refused", equalTo(4))
                .body("dry_run", equalTo(true));
        csv("organisations", good, true)
                .then()
                .statusCode(200)
                .body("created", equalTo(1))
                .body("changed", equalTo(2));
        registerOfficer().get("/register/organisations/P81003").then().statusCode(404);
        registerOfficer()
                .get("/register/organisations/RXL")
                .then()
                .body("name", equalTo("Blackpool Teaching Hospitals NHS Foundation Trust"));
    }

    @Test
    void aCsvFileThatIsAllRightIsTaken() {
        String file = "id,title,class,labels\n" + id + ",From a file,ordinary,AAA;BBB\n";

        csv("categories", file, false).then().statusCode(200).body("created", equalTo(1));
        registerOfficer().get(address()).then().body("labels", contains("AAA", "BBB"));
        csv("categories", file, false)
                .then()
                .statusCode(200)
                .body("changed", equalTo(0))
                .body("unchanged", equalTo(1));
        csv("categories", "id,title\n" + id + ",Another title\n", false)
                .then()
                .statusCode(200)
                .body("changed", equalTo(1));
        registerOfficer()
                .get(address())
                .then()
                .body("title", equalTo("Another title"))
                .body("labels", contains("AAA", "BBB"));
    }

    @Test
    void aCsvFileNeedsAKindAndARole() {
        registerOfficer()
                .contentType("text/csv")
                .body("id\n")
                .post("/register/import")
                .then()
                .statusCode(400);
        registerOfficer()
                .contentType("text/csv")
                .body("id\n")
                .post("/register/import?kind=nonsense")
                .then()
                .statusCode(400)
                .body("detail", containsString("kind"));
        as(Roles.PARTNER)
                .contentType("text/csv")
                .body("id\n")
                .post("/register/import?kind=purposes")
                .then()
                .statusCode(403);
        as(Roles.OPERATOR)
                .contentType("text/csv")
                .body("id,title\nTREAT,Direct care\n")
                .post("/register/import?kind=purposes")
                .then()
                .statusCode(200)
                .body("unchanged", equalTo(1));
    }

    private static io.restassured.response.Response csv(String kind, String file, boolean dryRun) {
        return registerOfficer()
                .contentType("text/csv")
                .body(file.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/register/import?kind=" + kind + (dryRun ? "&dry_run=true" : ""));
    }

    private String address() {
        return "/register/categories/" + id;
    }

    private String category(String title) {
        return "{\"id\":\"" + id + "\",\"title\":\"" + title + "\",\"class\":\"ordinary\"}";
    }
}
