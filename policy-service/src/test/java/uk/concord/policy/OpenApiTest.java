package uk.concord.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class OpenApiTest extends ServiceTest {

    private static final Path COMMITTED =
            Path.of(System.getProperty("concord.root"), "docs", "api", "policy-service.openapi.yaml");

    @Test
    void theCommittedDescriptionIsTheServedOne() throws IOException {
        String served = given().get(platform.management() + "/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        if (Boolean.getBoolean("concord.openapi.write")) {
            Files.writeString(COMMITTED, served);
        }
        assertThat(served)
                .as("run this test with -Dconcord.openapi.write=true and commit what changed")
                .isEqualTo(Files.readString(COMMITTED));
    }
}
