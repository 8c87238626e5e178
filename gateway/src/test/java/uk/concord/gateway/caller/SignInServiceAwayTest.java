package uk.concord.gateway.caller;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.StandIn;
import uk.concord.kernel.testing.TestTokens;

/** The sign-in service can't be asked for its keys: nobody can be told apart, and that is said as such. */
@GatewayTest
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

    @ParameterizedTest
    @CsvSource({
        "/me/preferences,application/problem+json",
        "/session,application/problem+json",
        "/audit/log/checkpoint,application/problem+json",
        "/fhir/P81002/Patient/patient-0,application/fhir+json"
    })
    void aBearerTokenIsAnsweredWithTryAgain(String path, String mediaType) {
        StandIn consent = StandIn.of("consent");

        given().auth()
                .oauth2(TestTokens.partner("rxn-epr"))
                .get(path)
                .then()
                .statusCode(503)
                .contentType(mediaType);

        assertThat(consent.requests()).isEmpty();
    }
}
