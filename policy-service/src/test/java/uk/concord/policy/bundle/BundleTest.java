package uk.concord.policy.bundle;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.register.RegisterOfTests;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class BundleTest extends ServiceTest {

    @ParameterizedTest
    @ValueSource(strings = {"rules", "register"})
    void anUnchangedBundleIsNotSentAgain(String name) {
        String etag = opa().get("/bundles/" + name)
                .then()
                .statusCode(200)
                .contentType("application/vnd.openpolicyagent.bundles")
                .extract()
                .header("ETag");

        opa().header("If-None-Match", etag)
                .get("/bundles/" + name)
                .then()
                .statusCode(304)
                .header("ETag", equalTo(etag));
    }

    @Test
    void whoWaitsForAChangeIsAnsweredWhenItHappens() throws Exception {
        String etag = opa().get("/bundles/register").header("ETag");
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> opa().header("If-None-Match", etag)
                .header("Prefer", "modes=snapshot,delta;wait=20")
                .get("/bundles/register")
                .then()
                .statusCode(200)
                .extract()
                .header("ETag"));

        registerOfficer()
                .body("{\"id\":\"waited\",\"title\":\"%s\",\"class\":\"ordinary\"}"
                        .formatted(java.util.UUID.randomUUID()))
                .put("/register/categories/waited")
                .then()
                .statusCode(200);

        assertThat(waiting.get(10, TimeUnit.SECONDS)).isNotEqualTo(etag);
    }

    @Test
    void aWaitThatEndsWithoutAChangeIs304() {
        String etag = opa().get("/bundles/rules").header("ETag");

        long elapsed = System.nanoTime();
        opa().header("If-None-Match", etag)
                .header("Prefer", "modes=snapshot,delta;wait=1")
                .get("/bundles/rules")
                .then()
                .statusCode(304)
                .contentType("application/vnd.openpolicyagent.bundles");
        assertThat(Duration.ofNanos(System.nanoTime() - elapsed)).isGreaterThan(Duration.ofMillis(900));
    }

    @Test
    void nobodyFetchesABundleWithoutTheToken() {
        given().get("/bundles/rules").then().statusCode(401);
        given().header("Authorization", "Bearer wrong")
                .get("/bundles/register")
                .then()
                .statusCode(401);
        given().auth()
                .oauth2(TestTokens.of("policy-service", Roles.SERVICE).token())
                .get("/bundles/register")
                .then()
                .statusCode(403)
                .body("detail", containsString(Roles.POLICY_ENGINE));
        opa().get("/bundles/other").then().statusCode(404);
    }

    @Test
    void aPartnersEngineFetchesTheSameBundlesWithAnAccessToken() {
        byte[] ours = opa().get("/bundles/register").asByteArray();

        byte[] theirs = given().auth()
                .oauth2(TestTokens.of("partners-opa", Roles.POLICY_ENGINE).token())
                .get("/bundles/register")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();

        assertThat(theirs).isEqualTo(ours);
    }

    @Test
    void whatWasWeighedForAPublicInterestBasisStaysHere() {
        String bases = as(Roles.REGIONAL_IG_OFFICER)
                .get("/register/public-interest-bases")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(bases).contains("\"justification\"", "\"author\"", "\"proportionality\"");

        String data = RegisterDataOfTests.of(RegisterOfTests.read(1));

        assertThat(data).contains("public_interest_bases").doesNotContain("justification", "author", "proportionality");
    }

    private static RequestSpecification opa() {
        return given().header("Authorization", "Bearer a-token-that-only-tests-know-of");
    }
}
