package uk.concord.policy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import uk.concord.policy.testing.ServiceTest;

/** The committed description of the API is what the code serves. After a change: copy target/openapi.yaml over it. */
@QuarkusTest
class OpenApiTest extends ServiceTest {

    private static final Path COMMITTED = Path.of("src/main/openapi/openapi.yaml");

    @Test
    void theCommittedDescriptionIsTheServedOne() throws IOException {
        String served = given().get(platform.management() + "/q/openapi")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        Files.writeString(Path.of("target/openapi.yaml"), served);

        assertThat(COMMITTED).hasContent(served);
    }
}
