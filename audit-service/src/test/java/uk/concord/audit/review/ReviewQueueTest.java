package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Emergency;

/** Which reviews come first, and how a list goes on. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class ReviewQueueTest extends DeclaredEmergency {

    @ParameterizedTest
    @ValueSource(strings = {"state=x", "overdue=yes", "withheld=1", "after=x", "after=0.1.x"})
    void aQueryThatCannotBeUnderstoodIs400(String query) {
        officer().get("/audit/reviews?" + query).then().statusCode(400).contentType("application/problem+json");
    }

    @Test
    void theQueueHasWhatIsOverdueFirstAndGoesOn() {
        Emergency fresh = Emergency.of(emergency.requester()).at(Instant.now());
        Emergency older = Emergency.of(emergency.requester()).at(Instant.parse("2026-10-05T10:00:00Z"));
        events.record(fresh.declaration(), fresh.declared());
        events.record(older.declaration(), older.declared());
        declare();
        move("take", 0, null).statusCode(200);
        String open = "/audit/reviews?state=open";

        assertThat(ids(open)).containsExactly(older.grant(), emergency.grant(), fresh.grant());
        assertThat(ids("/audit/reviews?overdue=true")).containsExactly(older.grant(), emergency.grant());
        assertThat(ids("/audit/reviews?overdue=false")).containsExactly(fresh.grant());
        assertThat(ids("/audit/reviews?state=under-review")).containsExactly(emergency.grant());
        move("reject", 1, Map.of("finding", FINDING)).statusCode(200);
        assertThat(ids(open)).containsExactly(older.grant(), fresh.grant(), emergency.grant());
        move("close", 2, null).statusCode(200);
        assertThat(ids(open)).containsExactly(older.grant(), fresh.grant());
        assertThat(ids("/audit/reviews?state=closed")).containsExactly(emergency.grant());
        String behindOlder = "0." + Instant.parse("2026-10-12T23:00:00Z").getEpochSecond() + "." + older.grant();
        assertThat(ids("/audit/reviews?after=" + behindOlder)).containsExactly(fresh.grant(), emergency.grant());
    }

    @Test
    void aPageHasANextOnlyIfThereIsMore() {
        UUID last = null;
        for (int i = 0; i < 51; i++) {
            Emergency one = Emergency.of(emergency.requester());
            events.send(one.declaration(), one.declared());
            last = one.declaration();
        }
        events.awaitRecorded(last);
        Awaitility.await()
                .until(() ->
                        events.number("select count(*) from review_case where requester = ?", emergency.requester())
                                == 51);

        var first =
                officer().get("/audit/reviews").then().statusCode(200).extract().jsonPath();
        var second = officer()
                .get("/audit/reviews?after=" + first.getString("next"))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(first.getList("reviews")).hasSize(50);
        assertThat(second.getList("reviews")).hasSize(1);
        assertThat(first.getList("reviews.id")).doesNotContainAnyElementsOf(second.getList("reviews.id"));
        assertThat(second.getString("next")).isNull();
    }

    private List<UUID> ids(String path) {
        return officer().get(path).then().statusCode(200).extract().jsonPath().getList("reviews.id", UUID.class);
    }
}
