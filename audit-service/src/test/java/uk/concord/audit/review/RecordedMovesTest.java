package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;

/** A review is what the ledger says of it, in whatever order and by whomever it was written. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class RecordedMovesTest extends DeclaredEmergency {

    @Test
    void aMoveThatIsOnRecordHoldsThoughItsRowWasNotKept() {
        declare();
        UUID taken = UUID.randomUUID();
        UUID found = UUID.randomUUID();
        // In the other order, as records of somebody who isn't on the register may come.
        events.record(found, recordedMove(found, "justify", 2, "justified", "\"found\":\"justified\","));
        events.record(taken, recordedMove(taken, "take", 1, "under-review", ""));

        officer()
                .get(path(""))
                .then()
                .statusCode(200)
                .header("ETag", "\"2\"")
                .body("state", equalTo("justified"))
                .body("moves.record", contains(taken.toString(), found.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"grant\":\"x\",", "\"grant\":7,", "\"grant\":{},"})
    void aDeclarationWithoutAGrantIsRecordedAndHasNoCase(String instead) {
        String body = new String(emergency.declared(), StandardCharsets.UTF_8)
                .replace("\"grant\":\"" + emergency.grant() + "\",", instead);

        events.record(emergency.declaration(), body.getBytes(StandardCharsets.UTF_8));

        assertThat(events.number("select count(*) from review_case where requester = ?", emergency.requester()))
                .isZero();
    }

    @Test
    void aMoveThatAnotherServiceClaimsIsNone() {
        declare();
        UUID claimed = UUID.randomUUID();
        String body = new String(recordedMove(claimed, "take", 1, "under-review", ""), StandardCharsets.UTF_8);
        events.record(
                claimed,
                body.replace("\"source\":\"audit-service\"", "\"source\":\"gateway\"")
                        .getBytes(StandardCharsets.UTF_8));

        officer().get(path("")).then().statusCode(200).body("state", equalTo("declared"));
    }

    private byte[] recordedMove(UUID id, String move, int revision, String state, String found) {
        return """
                {"schema":"concord-audit/1","id":"%s","type":"break-glass-review","occurred_at":"2026-11-03T10:00:00Z",\
                "source":"audit-service","patient":%s,"actor":{"client":"gateway-login","subject":"an-officer",\
                "organisation":"QE1","capacity":"staff"},"organisations":["%s"],"purpose":"BTG","outcome":"taken",\
                "summary":"An officer did something.","detail":{"grant":"%s","move":"%s","revision":%d,"state":"%s",%s\
                "found_at":"2026-11-03T10:00:00Z"}}""".formatted(
                        id, emergency.patient(), emergency.requester(), emergency.grant(), move, revision, state, found)
                .getBytes(StandardCharsets.UTF_8);
    }
}
