package uk.concord.audit.testing;

import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import uk.concord.kernel.testing.TestTokens;

/** Requests with the tokens of people and systems. */
public final class People {

    private People() {}

    public static RequestSpecification nobody() {
        return RestAssured.given();
    }

    public static RequestSpecification with(String token) {
        return RestAssured.given().auth().oauth2(token);
    }

    public static RequestSpecification officerOf(String organisation) {
        return with(TestTokens.officer(organisation));
    }

    public static RequestSpecification regionalOfficer() {
        return having("regional-ig-officer");
    }

    /** Somebody with exactly this role. */
    public static RequestSpecification having(String role) {
        return with(TestTokens.of("gateway-login", role)
                .with("sub", "subject-" + role)
                .token());
    }
}
