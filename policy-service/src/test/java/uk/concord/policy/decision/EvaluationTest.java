package uk.concord.policy.decision;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.AuditTopic;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class EvaluationTest extends ServiceTest {

    @Test
    void aPermitSaysAllThatItRestsOn() {
        Ask.about(SAID_NOTHING, "medications", "allergies")
                .send()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("decision", equalTo(true))
                .body("context.outcome", equalTo("permit"))
                .body("context.permitted", contains("allergies", "medications"))
                .body("context.withheld.size()", equalTo(0))
                .body("context.reasons.text_key", contains("lawful-agreement", "said-default-permit"))
                .body("context.reasons[0].text", containsString("Direct care across Lancashire"))
                .body("context.agreement.id", equalTo("region-direct-care"))
                .body("context.legal_bases.article_6", equalTo("6(1)(e)"))
                .body("context.legal_bases.article_9", equalTo("9(2)(h)"))
                .body("context.legal_bases.common_law", equalTo("implied consent"))
                .body("context.revisions.patient", equalTo(0))
                .body("context.revisions.release", notNullValue())
                .body("context.revisions.register", notNullValue())
                .body("context.id", notNullValue())
                .body("context.gap", nullValue());
    }

    @Test
    void anAnswerMayBeReliedOnForAWhileOnly() {
        String until = Ask.about(SAID_NOTHING, "medications").send().extract().path("context.valid_until");

        assertThat(Instant.parse(until)).isBetween(Instant.now(), Instant.now().plus(Duration.ofMinutes(6)));
    }

    @Test
    void anExcludedOrganisationIsDeniedInPlainEnglish() {
        Ask.about(EXCLUDES_BLACKPOOL, "medications")
                .by("rxl-epr", "RXL")
                .send()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.gap", nullValue())
                .body(
                        "context.reasons.find { it.effect == 'deny' }.text",
                        equalTo(
                                "The patient has chosen not to share this with Blackpool Teaching Hospitals NHS Foundation Trust."
                                        + " Go on without it: only the patient can change this."));
        Ask.about(EXCLUDES_BLACKPOOL, "medications").send().body("decision", equalTo(true));
    }

    @Test
    void researchIsDeniedToWhoSaidNo() {
        Ask.about(EXCLUDES_BLACKPOOL, "medications")
                .by("zzr01-research", "ZZR01")
                .of("RXN")
                .forPurpose("HRESCH")
                .send()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body(
                        "context.reasons.text_key",
                        contains("lawful-agreement", "said-choice-deny", "said-default-permit"));
    }

    @Test
    void nobodyAsksInAnotherOrganisationsName() {
        Ask.about(SAID_NOTHING, "medications")
                .by("rxl-epr", "RXN")
                .send()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void aClientThatIsNoPartnerSystemIsRefused() {
        Ask.about(SAID_NOTHING, "medications").by("stranger", "RXN").send().statusCode(403);
    }

    @Test
    void aCustodiansEnforcementPointAsksForAnyRequester() {
        Ask.about(SAID_NOTHING, "medications")
                .by("p81002-gp", "RXN")
                .send()
                .statusCode(200)
                .body("decision", equalTo(true));
    }

    @Test
    void anOrganisationWithoutAnAgreementIsToldWhatIsMissing() {
        Ask.about(SAID_NOTHING, "medications")
                .by("zzc01-care", "ZZC01")
                .send()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.gap.missing", equalTo("sharing-agreement"))
                .body("context.gap.detail", containsString("Bay View Home Care"))
                .body("context.gap.supplied_by", notNullValue())
                .body("context.agreement", nullValue());
    }

    @Test
    void aHeldBackCategoryIsDeniedToACallerThatCannotRedactAndTheOthersAreNamed() {
        Ask.about(HOLDS_BACK_MENTAL_HEALTH, "medications", "mental-health")
                .send()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.permitted", contains("medications"))
                .body("context.withheld", contains("mental-health"));
    }

    @Test
    void aHeldBackCategoryIsRedactedByACallerThatCan() {
        Ask.about(HOLDS_BACK_MENTAL_HEALTH, "medications", "mental-health")
                .redacting()
                .send()
                .statusCode(200)
                .body("decision", equalTo(true))
                .body("context.permitted", contains("medications"))
                .body("context.obligations[0].type", equalTo("custom"))
                .body("context.obligations[0].properties.action", equalTo("redact"))
                .body("context.obligations[0].properties.categories", contains("mental-health"));
    }

    @ParameterizedTest
    @CsvSource({
        "P81002,MARKT,medications,purpose",
        "P81002,TREAT,horoscope,category",
        "ZZZ99,TREAT,medications,organisation",
        "P81999,TREAT,medications,organisation"
    })
    void whatIsNotRegisteredIsAGap(String custodian, String purpose, String category, String missing) {
        Ask.about(SAID_NOTHING, category)
                .of(custodian)
                .forPurpose(purpose)
                .send()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.gap.missing", equalTo(missing));
    }

    @Test
    void anotherTypeOfResourceIsAGap() {
        question("""
                {"subject":{"type":"practitioner","id":"1"},"action":{"name":"read"},"resource":{"type":"dataset","id":"x"}}""")
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.gap.missing", equalTo("resource-type"));
    }

    @Test
    void somebodyWhoIsNotOnTheRegisterFollowsThePurposesRule() {
        Ask.about(UNREGISTERED, "medications")
                .send()
                .statusCode(200)
                .body("decision", equalTo(true))
                .body("context.revisions.patient", nullValue());
        Ask.about(UNREGISTERED, "medications")
                .by("zzr01-research", "ZZR01")
                .of("RXN")
                .forPurpose("HRESCH")
                .send()
                .body("decision", equalTo(false))
                .body("context.gap.missing", equalTo("patient"));
    }

    @Test
    void breakGlassNeedsAGrant() {
        Ask.about(SAID_NOTHING, "medications")
                .forPurpose("BTG")
                .send()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.reasons.text_key", contains("lawful-agreement", "break-glass-no-grant"));
    }

    @Test
    void everyAnswerIsOnRecordBeforeItIsTold() {
        String id = Ask.about(EXCLUDES_BLACKPOOL, "medications")
                .by("rxl-epr", "RXL")
                .send()
                .statusCode(200)
                .extract()
                .path("context.id");

        Map<String, Object> record = AuditTopic.decision(platform.stack().bootstrapServers(), id);

        assertThat(record)
                .containsEntry("type", "decision")
                .containsEntry("outcome", "deny")
                .containsEntry("purpose", "TREAT")
                .containsEntry("patient", Map.of("id", PATIENT_TWO))
                .containsEntry("organisations", java.util.List.of("P81002", "RXL"));
        assertThat(record.toString())
                .contains("555254242106", "asserted=true", "said-organisation-deny", "You chose not to share")
                .doesNotContain(EXCLUDES_BLACKPOOL);
    }

    @Test
    void whoIsNotOnTheRegisterIsRecordedUnderAPseudonym() {
        String id = Ask.about(UNREGISTERED, "medications").send().extract().path("context.id");

        Map<String, Object> record = AuditTopic.decision(platform.stack().bootstrapServers(), id);

        assertThat(record.get("patient").toString()).matches("\\{pseudonym=[0-9a-f]{32}}");
        assertThat(record.toString()).doesNotContain(UNREGISTERED);
    }

    @Test
    void aUserIdThatHoldsAnNhsNumberIsRecordedWithoutIt() {
        String id = given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .contentType("application/json")
                .body(Ask.about(SAID_NOTHING, "medications").body().replace("555254242106", "patient " + UNREGISTERED))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .extract()
                .path("context.id");

        Map<String, Object> record = AuditTopic.decision(platform.stack().bootstrapServers(), id);

        assertThat(record.get("actor").toString()).containsPattern("id=patient [0-9a-f]{32}");
        assertThat(record.toString()).doesNotContain(UNREGISTERED);
    }

    @Test
    void unknownMembersAreIgnoredAndTheRequestIdComesBack() {
        given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .contentType("application/json; charset=UTF-8")
                .header("X-Request-ID", "test-request-7")
                .body(Ask.about(SAID_NOTHING, "medications")
                        .body()
                        .replaceFirst("\\{", "{\"extra\":{\"a\":[1]},\"context\":null,"))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .header("X-Request-ID", "test-request-7")
                .body("decision", equalTo(true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "{\"subject\":{}}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\"},\"action\":{\"name\":\"read\"}}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\"},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}",
                "{\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}",
                "{\"subject\":\"alice\",\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}",
                "{\"subject\":{\"id\":\"b\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}",
                "{\"subject\":{\"type\":\"a\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\"},\"action\":{},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\"},\"action\":{\"name\":7},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\"},\"action\":{\"name\":\"read\"},\"resource\":{\"id\":\"x\"}}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"dataset\"}}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"},\"context\":1}",
                "{\"subject\":{\"type\":\"a\",\"id\":\"b\",\"id\":\"c\"},\"action\":{\"name\":\"read\"},\"resource\":{\"type\":\"dataset\",\"id\":\"x\"}}"
            })
    void aMalformedQuestionIs400(String body) {
        question(body).statusCode(400).contentType("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"organisation\":\"RXN\",|''|subject.properties.organisation",
                "\"RXN\"|7|subject.properties.organisation",
                "\"RXN\"|\"not an ODS code\"|ODS code",
                "\"purpose\":\"TREAT\"|\"other\":1|action.properties.purpose",
                "\"custodian\":\"P81002\",|''|resource.properties.custodian",
                "[\"medications\"]|[]|resource.properties.categories",
                "[\"medications\"]|\"medications\"|resource.properties.categories",
                "[\"medications\"]|[1]|resource.properties.categories",
                "\"categories\":[\"medications\"]|\"other\":1|resource.properties.categories"
            })
    void aMissingOrWrongTypedMemberIs400AndNamed(String from, String to, String named) {
        question(Ask.about(SAID_NOTHING, "medications").body().replace(from, to))
                .statusCode(400)
                .body("detail", containsString(named));
    }

    @Test
    void aBadCheckDigitIs400AndNotRepeated() {
        Ask.about("9990000027", "medications")
                .send()
                .statusCode(400)
                .body("type", containsString("invalid-nhs-number"))
                .body("detail", not(containsString("9990000027")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/jsonp"})
    void anotherContentTypeIs400(String type) {
        given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .contentType(type)
                .body(Ask.about(SAID_NOTHING, "medications").body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(400);
    }

    @Test
    void aBodyOverTheLimitIs413() {
        question("{\"padding\":\"" + "x".repeat(1_100_000) + "\"}").statusCode(413);
    }

    @Test
    void withoutAPartnersTokenNobodyAsks() {
        given().contentType("application/json")
                .body(Ask.about(SAID_NOTHING, "medications").body())
                .post("/access/v1/evaluation")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", notNullValue());
        as(Roles.PATIENT).body("{}").post("/access/v1/evaluation").then().statusCode(403);
        given().auth()
                .oauth2(TestTokens.of("rxn-epr", Roles.PARTNER).expired().token())
                .contentType("application/json")
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.of("rxn-epr", Roles.PARTNER)
                        .with("aud", "another")
                        .token())
                .contentType("application/json")
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.of("rxn-epr", Roles.PARTNER)
                        .with("iss", "https://elsewhere.example")
                        .token())
                .contentType("application/json")
                .body("{}")
                .post("/access/v1/evaluation")
                .then()
                .statusCode(401);
    }

    @Test
    void anybodyMayDiscoverTheEndpoints() {
        given().get("/.well-known/authzen-configuration")
                .then()
                .statusCode(200)
                .body("policy_decision_point", equalTo("http://localhost:8080"))
                .body("access_evaluation_endpoint", equalTo("http://localhost:8080/access/v1/evaluation"));
    }

    private static io.restassured.response.ValidatableResponse question(String body) {
        return given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .contentType("application/json")
                .body(body)
                .post("/access/v1/evaluation")
                .then();
    }
}
