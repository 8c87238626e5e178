package uk.concord.policy.breakglass;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.ValidatableResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.testing.Ask;

/** An emergency, as a partner system declares it. Members can be put in another's place, or left out with null. */
final class Emergency {

    static final String USER = "555254242106";
    static final String REASON = "Unconscious after a crash on the M6; her medicines must be known.";

    private final Map<String, Object> body = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private String client = "rxl-epr";

    private Emergency() {}

    /** Blackpool's nurse declares one about this patient. */
    static Emergency about(String nhsNumber) {
        Emergency emergency = new Emergency();
        emergency.body.put("requester", "RXL");
        emergency.body.put("subject", Map.of("id", USER, "role", "nurse"));
        emergency.body.put("nhs_number", nhsNumber);
        emergency.body.put("relationship", "Treats her in the emergency department");
        emergency.body.put("reason_code", "OVRER");
        emergency.body.put("reason", REASON);
        return emergency;
    }

    Emergency by(String system, String organisation) {
        client = system;
        return with("requester", organisation);
    }

    Emergency with(String member, Object value) {
        if (value == null) {
            body.remove(member);
        } else {
            body.put(member, value);
        }
        return this;
    }

    Emergency header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    ValidatableResponse declare() {
        try {
            return given().auth()
                    .oauth2(TestTokens.partner(client))
                    .headers(headers)
                    .contentType("application/json")
                    .body(new ObjectMapper().writeValueAsString(body))
                    .post("/break-glass/grants")
                    .then();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The id of the grant, which is there. */
    String granted() {
        return declare().statusCode(201).extract().path("id");
    }

    /** Blackpool's nurse asks under break-glass. */
    static Ask question(String nhsNumber, String... categories) {
        return Ask.about(nhsNumber, categories).by("rxl-epr", "RXL").forPurpose("BTG");
    }

    /** The same question in another user's name. */
    static ValidatableResponse askedBy(String user, Ask question) {
        return given().auth()
                .oauth2(TestTokens.partner(question.client()))
                .contentType("application/json")
                .body(question.body().replace(USER, user))
                .post("/access/v1/evaluation")
                .then()
                .statusCode(200);
    }

    static ValidatableResponse end(String token, String grant) {
        return end(token, grant, "The patient has woken up.");
    }

    static ValidatableResponse end(String token, String grant, String reason) {
        return given().auth()
                .oauth2(token)
                .contentType("application/json")
                .body(Map.of("reason", reason))
                .post("/break-glass/grants/" + grant + "/end")
                .then();
    }
}
