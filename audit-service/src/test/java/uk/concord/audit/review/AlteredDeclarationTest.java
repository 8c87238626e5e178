package uk.concord.audit.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Emergency;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.Tampering;

/** A review whose records somebody altered in the database. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class AlteredDeclarationTest extends DeclaredEmergency {

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void nobodyReviewsWhatWasAlteredAndItStaysInTheQueue(Tampering.Alteration alteration) {
        declare();
        Emergency sound = Emergency.of(emergency.requester());
        events.record(sound.declaration(), sound.declared());
        try (Tampering tampering = Tampering.of(emergency.declaration(), alteration)) {
            String one = "reviews.find { it.id == '" + emergency.grant() + "' }";
            officer()
                    .get("/audit/reviews")
                    .then()
                    .statusCode(200)
                    .body("reviews.id.size()", equalTo(2))
                    .body(one + ".declared_by", nullValue())
                    .body(one + ".reason_code", nullValue())
                    .body(one + ".possible", empty());
            officer()
                    .get(path(""))
                    .then()
                    .statusCode(200)
                    .body("patient", nullValue())
                    .body("reason", nullValue())
                    .body("possible", empty());
            move("take", 0, null)
                    .statusCode(500)
                    .body("type", equalTo("https://concord.example/problems/record-altered"));
            assertThat(page("/trail/reviews"))
                    .contains(
                            "Not known: the record of the declaration was altered",
                            Emergency.of("x").user());
            assertThat(page("/trail/reviews/" + emergency.grant()))
                    .contains("nobody can review it")
                    .doesNotContain(Emergency.REASON, "Take this review");
        }
        assertThat(moves()).isZero();
        move("take", 0, null).statusCode(200);
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void whatWasDoneAndFoundIsListedAsAltered(Tampering.Alteration alteration) {
        declare();
        UUID use = UUID.randomUUID();
        events.record(use, emergency.decided(use));
        move("take", 0, null).statusCode(200);
        move("reject", 1, Map.of("finding", FINDING)).statusCode(200);
        awaitRecorded("not-justified");
        UUID finding = UUID.fromString(events.text(
                "select record_id from review_move where grant_id = ? and revision = 2", emergency.grant()));
        try (Tampering found = Tampering.of(finding, alteration);
                Tampering used = Tampering.of(use, alteration)) {
            officer()
                    .get(path(""))
                    .then()
                    .statusCode(200)
                    .body("uses[0].id", equalTo(use.toString()))
                    .body("uses[0].altered", equalTo(true))
                    .body("moves[1].words", equalTo(""))
                    .body("moves[1].by", nullValue())
                    .body("moves[0].by.capacity", equalTo("staff"));
            assertThat(page("/trail/reviews/" + emergency.grant()))
                    .contains("Altered record", "The record of it was altered: don’t rely on it")
                    .doesNotContain(FINDING);
        }
    }

    private String page(String address) {
        return PageText.of(officer().accept("text/html").get(address), 200).text();
    }
}
