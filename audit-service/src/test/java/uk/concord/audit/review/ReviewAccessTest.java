package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.kernel.testing.TestTokens;

/** Who reviews what. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ReviewAccessTest extends DeclaredEmergency {

    @Test
    void whoDeclaredItDoesNotReviewIt() {
        declare();
        RequestSpecification byName = People.with(TestTokens.of("gateway-login", "ig-officer")
                .with("sub", "somebody")
                .with("organisation", emergency.requester())
                .with("preferred_username", emergency.user())
                .token());
        RequestSpecification bySubject = People.with(TestTokens.of("gateway-login", "regional-ig-officer")
                .with("sub", emergency.user())
                .token());
        RequestSpecification byAccount = People.with(TestTokens.of("gateway-login", "caldicott-guardian")
                .with("sub", "service-account")
                .token());
        for (RequestSpecification herself : List.of(byName, bySubject, byAccount)) {
            herself.header("If-Match", "\"0\"")
                    .post(path("/take"))
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("detail", containsString("You declared this emergency yourself"));
        }

        assertThat(moves()).isZero();
        move("take", 0, null).statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"regional-ig-officer", "caldicott-guardian"})
    void theRegionReviewsWhateverWasDeclared(String role) {
        declare();
        People.having(role).get(path("")).then().statusCode(200);

        People.having(role)
                .header("If-Match", "\"0\"")
                .post(path("/take"))
                .then()
                .statusCode(200);

        awaitRecorded("taken");
    }

    @Test
    void forAnotherOrganisationItIsNotThere() {
        declare();
        RequestSpecification other = People.officerOf("P81002");
        other.get("/audit/reviews")
                .then()
                .statusCode(200)
                .body("reviews.id", not(hasItem(emergency.grant().toString())));
        other.get(path("")).then().statusCode(404);
        other.get("/audit/reviews/" + UUID.randomUUID()).then().statusCode(404);
        other.get("/audit/reviews/x").then().statusCode(404);
        for (Move move : Move.values()) {
            People.officerOf("P81002")
                    .header("If-Match", "\"0\"")
                    .contentType(ContentType.JSON)
                    .body(Map.of())
                    .post(path("/" + move.text()))
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }

        assertThat(moves()).isZero();
        Awaitility.await()
                .until(() -> events.number(
                                "select count(*) from record where type = 'audit-read' and outcome = 'not-found'"
                                        + " and position(convert_to(?, 'UTF8') in body) > 0",
                                emergency.grant().toString())
                        == 1 + Move.values().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service", "register-officer"})
    void otherRolesAreRefused(String role) {
        People.having(role).get("/audit/reviews").then().statusCode(403);
        People.having(role).get(path("")).then().statusCode(403);
        for (Move move : Move.values()) {
            People.having(role)
                    .header("If-Match", "\"0\"")
                    .contentType(ContentType.JSON)
                    .body(Map.of())
                    .post(path("/" + move.text()))
                    .then()
                    .statusCode(403);
        }
        People.nobody().get("/audit/reviews").then().statusCode(401);
        People.nobody().post(path("/take")).then().statusCode(401);
    }

    @Test
    void anOfficerWithoutAnOrganisationIsToldSo() {
        People.having("ig-officer").get("/audit/reviews").then().statusCode(403);
    }
}
