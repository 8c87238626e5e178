package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.oneOf;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.opa.OpaServer;

/** A stock OPA that a partner runs: it signs in as a client, fetches the bundles at the gateway, verifies and reports them. */
@ExtendWith(RunningPlatform.class)
class Journey8PartnersEngineTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final Platform platform;
    private OpaServer engine;

    Journey8PartnersEngineTest(Platform platform) {
        this.platform = platform;
    }

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), token());
        engine = OpaServer.start("""
                services:
                  concord:
                    url: %s
                    credentials: {bearer: {token_path: %s}}
                labels: {engine: royal-preston}
                status: {service: concord}
                bundles:
                  rules:
                    service: concord
                    resource: bundles/rules
                    signing: {scope: rules}
                    polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 30}
                  register:
                    service: concord
                    resource: bundles/register
                    signing: {scope: register}
                    polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 30}
                keys:
                  concord: {algorithm: RS256, key: "%s"}
                """.formatted(platform.gateway(), token, platform.bundlePublicKey()));
        await().atMost(SOON)
                .untilAsserted(() ->
                        given().get(engine.url() + "/health?bundles").then().statusCode(200));
    }

    // OPA fetches its token itself only from a sign-in service behind TLS, which this one on loopback isn't.
    private String token() {
        return given().formParam("grant_type", "client_credentials")
                .formParam("client_id", "rxn-opa")
                .formParam("client_secret", "rxn-opa-secret")
                .post(platform.keycloak() + "/realms/concord/protocol/openid-connect/token")
                .then()
                .statusCode(200)
                .extract()
                .path("access_token");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void itAnswersAsThePlatformDoesAndFollowsTheRegister() {
        assertThat(decides()).isTrue();
        String agreement = "region-direct-care";

        change(agreement, "suspend");
        try {
            await().atMost(SOON).untilAsserted(() -> assertThat(decides()).isFalse());
        } finally {
            change(agreement, "reinstate");
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(decides()).isTrue());
    }

    @Test
    void whatItHasIsShownToTheOperatorUnderItsClient() {
        await().atMost(SOON).untilAsserted(() -> {
            JsonPath current = given().spec(platform.as("operator"))
                    .get("/releases/current")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            given().spec(platform.as("operator"))
                    .get("/engines")
                    .then()
                    .statusCode(200)
                    .rootPath("find { it.name == 'royal-preston' }")
                    .body("partner", equalTo("rxn-opa"))
                    .body("release", equalTo(current.getString("release.number")))
                    .body("alarms", empty())
                    .rootPath("find { it.name == 'policy-engine' }")
                    .body("release", equalTo(current.getString("release.number")))
                    .body("alarms", empty());
        });
    }

    @Test
    void anotherClientOfTheSamePartnerFetchesNothing() {
        given().spec(platform.as("rxn-epr"))
                .get("/bundles/register")
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
        given().spec(platform.as("rxn-epr"))
                .contentType(ContentType.JSON)
                .body("{\"labels\":{\"id\":\"x\"}}")
                .post("/status")
                .then()
                .statusCode(403);
        given().spec(platform.as("rxn-epr")).get("/engines").then().statusCode(403);
    }

    private boolean decides() {
        Map<String, Object> question = Map.of(
                "resource_type", "patient-record",
                "action", "read",
                "requester", "RXN",
                "custodian", "P81002",
                "purpose", "TREAT",
                "categories", new String[] {"medications"},
                "labels", new String[0],
                "supported_obligations", new String[0]);
        return given().contentType(ContentType.JSON)
                .body(Map.of(
                        "input",
                        Map.of(
                                "at",
                                Instant.now().toString(),
                                "facts",
                                Map.of(
                                        "question",
                                        question,
                                        "patient",
                                        Map.of("standing", "registered", "preferences", new Object[0])))))
                .post(engine.url() + "/v1/data/concord/decision/answer")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getBoolean("result.decision");
    }

    private void change(String agreement, String move) {
        given().spec(platform.as("officer.region"))
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "A test of what a partner's engine learns"))
                .post("/register/agreements/" + agreement + "/" + move)
                .then()
                .statusCode(oneOf(200, 204));
    }
}
