package uk.concord.audit.retention;

import static org.hamcrest.Matchers.equalTo;
import static uk.concord.audit.retention.Erasing.awaitErased;
import static uk.concord.audit.retention.Erasing.signIn;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.testing.AdjustableClock;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.ErasureBodies;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.SeveralNumbers;
import uk.concord.kernel.identity.Pseudonyms;

/** Erasures that a legal hold stops, or the end of a process. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(KeptForADay.class)
class HeldUpErasureTest {

    private static final String NUMBER = "9990548609";

    @Inject
    RecordedEvents events;

    @Inject
    AdjustableClock clock;

    @Inject
    Pseudonyms pseudonyms;

    @AfterEach
    void setTheClockBack() {
        clock.ahead(Duration.ZERO);
    }

    @Test
    void aHoldStopsErasureUntilItIsReleased() {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(NUMBER, patient);
        AuditBodies held = signIn(patient);
        AuditBodies free = signIn(UUID.randomUUID());
        staysUntilTheHoldIsReleased(NUMBER, held, free);
    }

    @Test
    void aHoldStopsTheErasureOfWhatWasRecordedUnderAnotherNumber() {
        SeveralNumbers somebody = SeveralNumbers.registered();
        AuditBodies held = signIn(somebody.patient()).aboutPseudonym(pseudonyms.of(somebody.older()));
        AuditBodies free = signIn(UUID.randomUUID()).aboutPseudonym(pseudonyms.of(SeveralNumbers.number()));
        staysUntilTheHoldIsReleased(somebody.newer().digits(), held, free);
    }

    private void staysUntilTheHoldIsReleased(String number, AuditBodies held, AuditBodies free) {
        events.record(held, free);
        String hold = People.having("caldicott-guardian")
                .contentType(ContentType.JSON)
                .body(Map.of("nhs_number", number, "reason", "A claim was announced.", "reference", "CL-7"))
                .post("/audit/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        clock.ahead(Duration.ofDays(3));

        awaitErased(free);
        People.regionalOfficer().get("/audit/records/" + held.id()).then().statusCode(200);

        People.regionalOfficer()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "The claim is settled."))
                .post("/audit/holds/" + hold + "/release")
                .then()
                .statusCode(200);
        awaitErased(held);
    }

    /** A process died after it had recorded the erasure and before it had carried it out. */
    @Test
    void anErasureThatWasLeftUnfinishedIsFinishedFromTheLedger() {
        AuditBodies decision = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(decision);
        UUID erasure = leaveUnfinished(decision);

        awaitErased(decision);

        People.regionalOfficer()
                .get("/audit/records/" + decision.id())
                .then()
                .body("erasure", equalTo(erasure.toString()));
    }

    @Test
    void anErasureThatWasLeftUnfinishedWaitsForAHoldThatWasPlacedMeanwhile() {
        AuditBodies decision = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        AuditBodies other = signIn(UUID.randomUUID());
        events.record(decision, other);
        String hold = People.regionalOfficer()
                .contentType(ContentType.JSON)
                .body(Map.of("records", List.of(decision.id()), "reason", "An inquiry.", "reference", "I-1"))
                .post("/audit/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        leaveUnfinished(decision);
        clock.ahead(Duration.ofDays(3));

        // Runs that erase something else have met the unfinished one before.
        awaitErased(other);
        People.regionalOfficer().get("/audit/records/" + decision.id()).then().statusCode(200);

        People.regionalOfficer()
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "It is over."))
                .post("/audit/holds/" + hold + "/release")
                .then()
                .statusCode(200);
        awaitErased(decision);
    }

    private UUID leaveUnfinished(AuditBodies named) {
        long leaf = events.number("select leaf_index from leaf where event_id = ?", named.id());
        UUID erasure = UUID.randomUUID();
        Instant now = clock.instant();
        events.send(erasure, ErasureBodies.erasure(erasure, named.type(), now, now, "[[" + leaf + "," + leaf + "]]"));
        events.awaitRecorded(erasure);
        return erasure;
    }
}
