package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static uk.concord.audit.retention.Erasing.BOUND;
import static uk.concord.audit.retention.Erasing.awaitErased;
import static uk.concord.audit.retention.Erasing.signIn;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AdjustableClock;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

/** Records that were chosen as evidence, of which retention has erased some since. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(KeptForADay.class)
class ErasedSelectionTest {

    @Inject
    RecordedEvents events;

    @Inject
    AdjustableClock clock;

    @AfterEach
    void setTheClockBack() {
        clock.ahead(Duration.ZERO);
    }

    @Test
    void aPackWithAnErasedRecordIsRefusedAndSaysWhichItIs() {
        AuditBodies gone = signIn(UUID.randomUUID());
        AuditBodies there = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(gone, there);
        clock.ahead(Duration.ofDays(3));
        awaitErased(gone);
        long before = events.readings("officer-RXN", "erased");

        pack(gone.id(), there.id())
                .statusCode(410)
                .contentType("application/problem+json")
                .body("type", equalTo("https://concord.example/problems/erased"))
                .body("detail", containsString(gone.id().toString()))
                .body("detail", not(containsString(there.id().toString())))
                .body("erased.id", equalTo(List.of(gone.id().toString())))
                .body("erased[0].erasure", notNullValue())
                .body("erased[0].erased_at", notNullValue());
        pack(there.id(), UUID.randomUUID()).statusCode(404);
        pack(there.id()).statusCode(200);
        Awaitility.await().atMost(BOUND).until(() -> events.readings("officer-RXN", "erased") == before + 1);
    }

    @Test
    void thePageOfAPackGoesOnWithoutWhatWasErased() {
        AuditBodies there = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies gone = signIn(UUID.randomUUID());
        events.record(there, gone);
        String rest = Long.toString(place(there), 36);
        String both = rest + "-" + Long.toString(place(gone) - place(there), 36);
        clock.ahead(Duration.ofDays(3));
        awaitErased(gone);

        PageText shown =
                PageText.of(People.officerOf("RXN").accept("text/html").get("/trail/evidence?pack=" + both), 410);
        PageText made = PageText.of(
                People.officerOf("RXN")
                        .accept("text/html")
                        .formParam("pack", both)
                        .formParam("case", "IG-7")
                        .formParam("reason", "A claim.")
                        .post("/trail/evidence"),
                410);

        for (PageText page : List.of(shown, made)) {
            assertThat(page.text())
                    .contains("There is a problem")
                    .contains(gone.id() + ". Choose without them. On this page they are no longer chosen.")
                    .contains("1 record, oldest first.");
            assertThat(page.html()).contains("name=\"pack\" value=\"" + rest + "\"");
        }
        assertThat(made.html()).contains("value=\"IG-7\"", ">A claim.</textarea>");
    }

    private long place(AuditBodies body) {
        return events.number("select leaf_index from leaf where event_id = ?", body.id());
    }

    private static ValidatableResponse pack(UUID... ids) {
        return People.officerOf("RXN")
                .contentType(ContentType.JSON)
                .body(Map.of("records", List.of(ids), "case", "c", "reason", "r"))
                .post("/audit/evidence")
                .then();
    }
}
