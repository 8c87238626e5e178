package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.restassured.path.json.JsonPath;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningPlatform.class)
class Journey2PartnerAsksTest {

    private final Platform platform;
    private final String nhsNumber;

    Journey2PartnerAsksTest(Platform platform) {
        this.platform = platform;
        this.nhsNumber = platform.nhsNumberOf(1);
    }

    @BeforeEach
    void thePatientSaysYesButNotBlackpoolAndNoToResearch() {
        new Patients(platform, "patient1")
                .chooses(List.of(
                        Patients.choice("shared-care-record", "permit", List.of(Patients.notThisOrganisation("RXL"))),
                        Patients.choice("regional-research", "deny", List.of())));
    }

    @Test
    void lancashireTeachingIsPermittedWithAllThatTheDecisionRestsOn() {
        platform.asks("rxn-epr", Question.treat("RXN", nhsNumber, "medications", "allergies"))
                .then()
                .statusCode(200)
                .body("decision", equalTo(true))
                .body("context.outcome", equalTo("permit"))
                .body("context.permitted", containsInAnyOrder("medications", "allergies"))
                .body("context.id", notNullValue())
                .body("context.reasons.size()", org.hamcrest.Matchers.greaterThan(0))
                .body("context.reasons.every { it.text }", equalTo(true))
                .body("context.agreement.id", notNullValue())
                .body("context.legal_bases.article_6", containsString("6(1)(e)"))
                .body("context.legal_bases.article_9", containsString("9(2)(h)"))
                .body("context.legal_bases.common_law", notNullValue())
                .body("context.revisions.release", notNullValue())
                .body("context.revisions.register", notNullValue())
                .body("context.revisions.patient", notNullValue());
    }

    @Test
    void blackpoolIsDeniedWithTheReasonInPlainEnglish() {
        JsonPath answer = platform.asks("rxl-epr", Question.treat("RXL", nhsNumber, "medications"))
                .then()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.gap", nullValue())
                .extract()
                .jsonPath();
        List<String> reasons = answer.getList("context.reasons.findAll { it.effect == 'deny' }.text");
        assertThat(reasons).isNotEmpty().anySatisfy(text -> assertThat(text).containsIgnoringCase("patient"));
    }

    @Test
    void theResearchEnvironmentIsDenied() {
        platform.asks(
                        "zzr01-research",
                        Question.treat("ZZR01", nhsNumber, "medications").forPurpose("HRESCH"))
                .then()
                .statusCode(200)
                .body("decision", equalTo(false));
    }

    @Test
    void theResearchEnvironmentIsPermittedForSomebodyWhoSaidYes() {
        new Patients(platform, "patient2").chooses(List.of(Patients.choice("regional-research", "permit", List.of())));

        platform.asks(
                        "zzr01-research",
                        Question.treat("ZZR01", platform.nhsNumberOf(2), "medications")
                                .forPurpose("HRESCH"))
                .then()
                .statusCode(200)
                .body("decision", equalTo(true));
    }

    @Test
    void nobodyAsksInAnotherOrganisationsName() {
        platform.asks("rxl-epr", Question.treat("RXN", nhsNumber, "medications"))
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void theCareProviderWithoutAnAgreementIsToldWhatIsMissing() {
        platform.asks("zzc01-care", Question.treat("ZZC01", nhsNumber, "medications"))
                .then()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.gap.missing", equalTo("sharing-agreement"))
                .body("context.gap.supplied_by", notNullValue());
    }

    @Test
    void aCategoryThatThePatientHoldsBackIsDeniedToACallerThatCannotRedactAndTheOthersAreNamed() {
        new Patients(platform, "patient2")
                .chooses(List.of(Patients.choice(
                        "shared-care-record", "permit", List.of(Patients.notThisCategory("allergies")))));
        Question question = Question.treat("RXN", platform.nhsNumberOf(2), "medications", "allergies");

        platform.asks("rxn-epr", question)
                .then()
                .statusCode(200)
                .body("decision", equalTo(false))
                .body("context.permitted", equalTo(List.of("medications")))
                .body("context.withheld", equalTo(List.of("allergies")));

        platform.asks("rxn-epr", question.byACallerThatCanRedact())
                .then()
                .statusCode(200)
                .body("decision", equalTo(true))
                .body("context.permitted", equalTo(List.of("medications")))
                .body("context.obligations[0].properties.action", equalTo("redact"))
                .body("context.obligations[0].properties.categories", equalTo(List.of("allergies")));
    }

    @Test
    void theQuestionAndItsAnswerCarryTheCallersRequestId() {
        given().spec(platform.as("rxn-epr"))
                .contentType("application/json")
                .header("X-Request-ID", "e2e-request-1")
                .body(Question.treat("RXN", nhsNumber, "medications").body())
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200)
                .header("X-Request-ID", equalTo("e2e-request-1"));
    }
}
