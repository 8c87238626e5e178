package uk.concord.audit.trail;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.UUID;

/** Searches over the API, and what they find. */
final class Searches {

    private Searches() {}

    static ValidatableResponse search(RequestSpecification who, String body) {
        return who.contentType(ContentType.JSON)
                .body(body)
                .post("/audit/search")
                .then();
    }

    static List<UUID> found(RequestSpecification who, String body) {
        return ids(search(who, body).statusCode(200));
    }

    static List<UUID> ids(ValidatableResponse response) {
        return response.extract().<List<String>>path("records.id").stream()
                .map(UUID::fromString)
                .toList();
    }
}
