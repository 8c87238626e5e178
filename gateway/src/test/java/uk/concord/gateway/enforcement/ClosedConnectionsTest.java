package uk.concord.gateway.enforcement;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.AuditLog;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.StandIn;
import uk.concord.kernel.testing.TestTokens;

/** A connection ends before anything of an answer has come: what may be asked again is, once, and nothing else is. */
@GatewayTest
class ClosedConnectionsTest {

    private static final String SEARCH = Fhir.search("Y00001", "MedicationRequest", Practice.FIRST);
    private static final StandIn.Reply EMPTY =
            StandIn.Reply.json(200, "{\"resourceType\":\"Bundle\",\"type\":\"searchset\"}");

    private final AtomicInteger closed = new AtomicInteger();

    private Policy policy;
    private StandIn custodian;

    @BeforeEach
    void start() {
        IdentityProvider.start();
        policy = new Policy();
        custodian = StandIn.of("custodian").answers(request -> EMPTY);
    }

    @Test
    void aCustodianIsAskedOnceMore() {
        custodian.answers(closing(1, request -> EMPTY));

        Fhir.partner().get(SEARCH).then().statusCode(200);

        assertThat(custodian.requests()).hasSize(2);
    }

    @Test
    void aCustodianIsNotAskedAThirdTime() {
        String request = UUID.randomUUID().toString();
        custodian.answers(closing(9, any -> EMPTY));

        Fhir.partner()
                .header("X-Request-ID", request)
                .get(SEARCH)
                .then()
                .statusCode(503)
                .contentType("application/fhir+json");

        assertThat(custodian.requests()).hasSize(2);
        assertThat(AuditLog.of(request)).isEmpty();
    }

    @Test
    void aDecisionIsAskedForOnceMore() {
        policy.evaluates(closing(1, policy::pass));

        Fhir.partner().get(SEARCH).then().statusCode(200);

        assertThat(policy.questions()).hasSize(2);
    }

    @Test
    void withoutADecisionNothingIsFetched() {
        policy.evaluates(closing(9, policy::pass));

        Fhir.partner().get(SEARCH).then().statusCode(503);

        assertThat(policy.questions()).hasSize(2);
        assertThat(custodian.requests()).isEmpty();
    }

    @Test
    void aServiceIsAskedOnceMoreForWhatIsOnlyRead() {
        StandIn consent = StandIn.of("consent").answers(closing(1, request -> StandIn.Reply.json(200, "{}")));

        given().auth()
                .oauth2(TestTokens.patient(Practice.FIRST))
                .get("/me/preferences")
                .then()
                .statusCode(200);

        assertThat(consent.requests()).hasSize(2);
    }

    @Test
    void aServiceIsNotToldTwiceToChangeSomething() {
        StandIn consent = StandIn.of("consent").answers(closing(1, request -> StandIn.Reply.json(200, "{}")));

        given().auth()
                .oauth2(TestTokens.patient(Practice.FIRST))
                .body("{}")
                .put("/me/preferences")
                .then()
                .statusCode(503)
                .contentType("application/problem+json");

        assertThat(consent.requests()).hasSize(1);
    }

    private StandIn.Behaviour closing(int times, StandIn.Behaviour otherwise) {
        return request -> {
            if (closed.getAndIncrement() < times) {
                throw new IOException("closes the connection");
            }
            return otherwise.answer(request);
        };
    }
}
