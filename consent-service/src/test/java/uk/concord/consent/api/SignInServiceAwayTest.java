package uk.concord.consent.api;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.kernel.security.Roles;
import uk.concord.kernel.testing.TestTokens;

/** The sign-in service can't be asked for its keys: that says nothing of the token, so it is no 401 and no fault of ours. */
@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
@TestProfile(SignInServiceAwayTest.NothingListens.class)
class SignInServiceAwayTest {

    public static class NothingListens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // Port 9 is assigned to a service that discards everything, and that no machine offers any more.
            return Map.of(
                    "quarkus.oidc.auth-server-url", "http://localhost:9/realms/concord", "quarkus.oidc.public-key", "");
        }
    }

    @Test
    void aTokenThatCannotBeVerifiedNowIsAnsweredWithTryAgain() {
        given().auth()
                .oauth2(TestTokens.of("rxn-epr", Roles.PATIENT).token())
                .get("/me/preferences")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("detail", containsString("Try again in a few seconds"));
    }
}
