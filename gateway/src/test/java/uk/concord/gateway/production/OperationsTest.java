package uk.concord.gateway.production;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.http.TestHTTPResource;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import uk.concord.gateway.GatewayTest;

@GatewayTest
class OperationsTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("concord.root"), "docs/api/gateway.openapi.yaml");

    @TestHTTPResource(value = "/health/ready", management = true)
    String health;

    @TestHTTPResource(value = "/metrics", management = true)
    String metrics;

    @TestHTTPResource(value = "/openapi", management = true)
    String description;

    @Test
    void healthIsToldOnTheManagementPort() {
        given().get(health).then().statusCode(200).body("status", equalTo("UP"));
    }

    @Test
    void metricsAreToldOnTheManagementPort() {
        given().get(metrics).then().statusCode(200).body(containsString("concord_gateway_resources_total"));
    }

    @Test
    void theApisDescriptionIsTheCommittedOne() throws Exception {
        String served =
                given().header("Accept", "application/yaml").get(description).asString();

        if (Boolean.getBoolean("concord.openapi.write")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, served);
        }
        assertThat(served).isEqualTo(Files.readString(DOCUMENT));
    }
}
