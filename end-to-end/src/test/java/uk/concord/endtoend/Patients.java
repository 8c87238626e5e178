package uk.concord.endtoend;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A patient who reads and makes her choices over the API. */
record Patients(Platform platform, String account) {

    JsonPath preferences() {
        return given().spec(platform.as(account))
                .get("/me/preferences")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    long revision() {
        return preferences().getLong("revision");
    }

    /** Makes these choices on top of what is there, and waits until they are in force. */
    long chooses(List<Map<String, Object>> choices) {
        long revision = put(choices, revision());
        await().atMost(Duration.ofSeconds(20)).until(() -> inForce(revision));
        return revision;
    }

    long put(List<Map<String, Object>> choices, long basedOn) {
        return given().spec(platform.as(account))
                .contentType(ContentType.JSON)
                .header("If-Match", "\"" + basedOn + "\"")
                .body(Map.of("choices", choices, "wording", "choices-2026-11"))
                .put("/me/preferences")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("revision");
    }

    boolean inForce(long revision) {
        return given().spec(platform.as(account))
                .queryParam("revision", revision)
                .get("/me/preferences/in-force")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getBoolean("in_force");
    }

    static Map<String, Object> choice(String scheme, String effect, List<Map<String, Object>> exceptions) {
        return Map.of("scheme", scheme, "effect", effect, "exceptions", exceptions);
    }

    static Map<String, Object> notThisOrganisation(String odsCode) {
        return Map.of("effect", "deny", "organisations", List.of(odsCode));
    }

    static Map<String, Object> notThisCategory(String category) {
        return Map.of("effect", "deny", "categories", List.of(category));
    }

    Optional<String> effectOf(String scheme) {
        return Optional.ofNullable(
                preferences().getString("preferences.find { it.scheme == '" + scheme + "' }?.effect"));
    }
}
