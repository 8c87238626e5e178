package uk.concord.audit.hold;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.RecordedEvents;

/** What an officer asks about legal holds, and what comes of it. */
final class HoldRequests {

    private HoldRequests() {}

    static ValidatableResponse place(RequestSpecification officer, Map<String, ?> body) {
        return officer.contentType(ContentType.JSON)
                .body(body)
                .post("/audit/holds")
                .then();
    }

    static ValidatableResponse release(RequestSpecification officer, String hold, String reason) {
        return officer.contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/audit/holds/" + hold + "/release")
                .then();
    }

    /** Whether a hold in force covers this record. */
    static boolean isHeld(RecordedEvents events, AuditBodies body) {
        return events.text(
                        "select is_held(r.leaf_index, r.patient_id, r.pseudonym, r.organisations, r.decision_id)::text"
                                + " from record r join leaf l on l.leaf_index = r.leaf_index where l.event_id = ?",
                        body.id())
                .equals("true");
    }
}
