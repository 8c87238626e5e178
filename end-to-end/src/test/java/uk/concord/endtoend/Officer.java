package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** What an officer finds through the API. */
final class Officer {

    private final Platform platform;
    private final String account;

    Officer(Platform platform, String account) {
        this.platform = platform;
        this.account = account;
    }

    /** The id of the record of this decision, once it is there. */
    String recordOf(String decision) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> given().spec(platform.as(account))
                                .contentType(ContentType.JSON)
                                .body(Map.of("decision_id", decision, "type", "decision"))
                                .post("/audit/search")
                                .then()
                                .statusCode(200)
                                .extract()
                                .jsonPath()
                                .getString("records[0].id"),
                        Objects::nonNull);
    }
}
