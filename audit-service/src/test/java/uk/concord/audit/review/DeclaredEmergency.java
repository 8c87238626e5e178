package uk.concord.audit.review;

import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.awaitility.Awaitility;
import uk.concord.audit.testing.Emergency;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

/** An emergency that nobody else declares, and what an officer of its organisation does with its review. */
abstract class DeclaredEmergency {

    static final String FINDING = "The patient could not be asked, and the medicines were needed at once.";

    @Inject
    RecordedEvents events;

    final Emergency emergency = Emergency.anywhere();

    void declare() {
        events.record(emergency.declaration(), emergency.declared());
    }

    RequestSpecification officer() {
        return People.officerOf(emergency.requester());
    }

    String path(String what) {
        return "/audit/reviews/" + emergency.grant() + what;
    }

    ValidatableResponse move(String move, long seen, Map<String, String> body) {
        RequestSpecification request = officer().header("If-Match", "\"" + seen + "\"");
        boolean plain = body == null || move.equals("take") || move.equals("close");
        Map<String, String> sent = plain
                ? Map.of()
                : Map.of(
                        move.equals("show") ? "reason" : "finding",
                        body.getOrDefault(move.equals("show") ? "reason" : "finding", ""));
        return (plain ? request : request.contentType(ContentType.JSON).body(sent))
                .post(path("/" + move))
                .then();
    }

    long moves() {
        return events.number("select count(*) from review_move where grant_id = ?", emergency.grant());
    }

    void awaitRecorded(String... outcomes) {
        for (String outcome : outcomes) {
            Awaitility.await()
                    .until(() -> !events.bodiesOf("break-glass-review", outcome, emergency.grant())
                            .isEmpty());
        }
    }
}
