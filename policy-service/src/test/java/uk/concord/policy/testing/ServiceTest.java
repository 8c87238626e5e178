package uk.concord.policy.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.PolicyPlatform.Around;

/** What the tests over HTTP share: the platform around the service, and the register of the tests in it, in force. */
@QuarkusTestResource(PolicyPlatform.class)
public abstract class ServiceTest {

    /** Nobody has this patient's or the other numbers outside tests. */
    protected static final String SAID_NOTHING = "9990000026";

    protected static final String EXCLUDES_BLACKPOOL = "9990548609";
    protected static final String HOLDS_BACK_MENTAL_HEALTH = "9434765919";
    protected static final String UNREGISTERED = "9991233210";

    protected static final String PATIENT_ONE = "0191f7a0-0000-7000-8000-000000000001";
    protected static final String PATIENT_TWO = "0191f7a0-0000-7000-8000-000000000002";
    protected static final String PATIENT_THREE = "0191f7a0-0000-7000-8000-000000000003";

    @Around
    protected PolicyPlatform platform;

    @BeforeEach
    void everythingIsInForce() {
        platform.seam().set(OpaSeam.Fault.NONE);
        platform.consent().isAway();
        platform.states().beating(true);
        registerOfficer()
                .body(resource("register.json"))
                .post("/register/import")
                .then()
                .statusCode(200);
        platform.states().send(PATIENT_ONE, 0, SAID_NOTHING, "[]");
        platform.states().send(PATIENT_TWO, 3, EXCLUDES_BLACKPOOL, """
                        [{"scheme":"shared-care-record","version":1,"state":"active","effect":"permit","since":"2026-11-01T10:00:00Z",
                          "exceptions":[{"effect":"deny","organisations":["RXL"],"organisation_types":[],"categories":[],"purposes":[],"from":null,"until":null}]},
                         {"scheme":"regional-research","version":1,"state":"active","effect":"deny","since":"2026-11-01T10:00:00Z","exceptions":[]}]""");
        platform.states().send(PATIENT_THREE, 1, HOLDS_BACK_MENTAL_HEALTH, """
                        [{"scheme":"shared-care-record","version":1,"effect":"permit","since":"2026-11-01T10:00:00Z",
                          "exceptions":[{"effect":"deny","categories":["mental-health"]}]}]""");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(Ask.about(SAID_NOTHING, "medications").send().extract().statusCode())
                    .isEqualTo(200);
            Ask.about(HOLDS_BACK_MENTAL_HEALTH, "medications").send().statusCode(200);
            assertThat(Ask.about(EXCLUDES_BLACKPOOL, "medications")
                            .send()
                            .extract()
                            .jsonPath()
                            .getLong("context.revisions.patient"))
                    .isEqualTo(3);
        });
    }

    protected static RequestSpecification as(String... roles) {
        return given().auth()
                .oauth2(TestTokens.of("test-client", roles).token())
                .contentType("application/json");
    }

    protected static RequestSpecification registerOfficer() {
        return as(Roles.REGISTER_OFFICER);
    }

    protected static String resource(String name) {
        try (InputStream content = ServiceTest.class.getResourceAsStream("/" + name)) {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
