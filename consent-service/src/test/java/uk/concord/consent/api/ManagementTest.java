package uk.concord.consent.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.RealPolicy;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class ManagementTest {

    private static final Path COMMITTED =
            Path.of(System.getProperty("concord.root"), "docs", "api", "consent-service.openapi.yaml");

    @Test
    void theCommittedDescriptionIsWhatIsServed() throws IOException {
        String served = management("/q/openapi");
        if (Boolean.getBoolean("concord.openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, served);
        }
        assertThat(served)
                .as("run this test with -Dconcord.openapi.write=true and commit what changed")
                .isEqualTo(Files.readString(COMMITTED));
    }

    @Test
    void healthSaysWhatTheRelayDoes() {
        given().baseUri(address())
                .get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.name", hasItem("outbox-relay"));
    }

    @Test
    void metricsShowTheRelaysLag() {
        assertThat(management("/q/metrics"))
                .contains("concord_relay_lag_rows", "concord_relay_lag_seconds", "concord_relay_state");
    }

    @Test
    void theApiPortServesNoneOfThem() {
        given().get("/q/metrics").then().statusCode(404);
        given().get("/q/health").then().statusCode(404);
        given().get("/q/openapi").then().statusCode(404);
    }

    private static String management(String path) {
        return given().baseUri(address())
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static String address() {
        return "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.management.test-port", String.class);
    }
}
