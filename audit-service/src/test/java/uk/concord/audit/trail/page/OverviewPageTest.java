package uk.concord.audit.trail.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;

@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class OverviewPageTest {

    @Inject
    RecordedEvents events;

    @Test
    void itCountsWhatTheOfficersOrganisationMustLookAtAndLeadsThere() {
        Instant hourAgo = Instant.now().truncatedTo(ChronoUnit.MILLIS).minus(1, ChronoUnit.HOURS);
        AuditBodies refused =
                decision().by("RV9", "RV9").answered("TREAT", "deny").at(hourAgo);
        AuditBodies old = decision().by("RV9", "RV9").answered("TREAT", "deny").at(hourAgo.minus(25, ChronoUnit.HOURS));
        AuditBodies glass =
                decision().by("RV9", "RV9").answered("BTG", "permit").at(hourAgo.minus(3, ChronoUnit.DAYS));
        AuditBodies others =
                decision().by("RXR", "RXR").answered("TREAT", "deny").at(hourAgo);
        AuditBodies gap = decision().by("RV9", "RV9").answered("TREAT", "deny").at(hourAgo);
        events.record(refused, old, glass, others);
        events.send(
                gap.id(),
                gap.json().replace("\"detail\":{", "\"detail\":{\"gap\":{},").getBytes(StandardCharsets.UTF_8));
        events.awaitRecorded(gap.id());

        PageText page = PageText.of(People.officerOf("RV9").accept("text/html").get("/trail"), 200);

        assertThat(page.text())
                .contains("Requests refused in the last 24 hours How many 2")
                .contains("Of these, refused because something isn’t registered How many 1")
                .contains("Requests for emergency access in the last 7 days How many 1")
                .contains("The ledger is signed up to now.");
        assertThat(followed(page, "outcome=deny"))
                .contains(refused.id().toString(), gap.id().toString())
                .doesNotContain(old.id().toString(), others.id().toString());
        assertThat(followed(page, "outcome=gap"))
                .contains(gap.id().toString())
                .doesNotContain(refused.id().toString());
        assertThat(followed(page, "purpose=BTG")).contains(glass.id().toString());
    }

    @Test
    void lookingAtItIsOnRecord() {
        PageText.of(People.officerOf("RRF").accept("text/html").get("/trail"), 200);

        Awaitility.await().until(() -> events.newestReading("officer-RRF").contains("looked at what needs attention"));
        assertThat(events.newestReading("officer-RRF"))
                .contains("\"counts\":{\"refused\":0,\"gaps\":0,\"break_glass\":0}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"patient", "partner", "operator", "service"})
    void otherRolesGetAPageThatSaysNo(String role) {
        PageText.of(People.having(role).accept("text/html").get("/trail"), 403);
        PageText.of(People.having(role).accept("text/html").get("/trail/ledger"), 403);
        PageText.of(People.having(role).accept("text/html").post("/trail/ledger/check"), 403);
    }

    private static String followed(PageText page, String part) {
        return page.links().stream()
                .filter(link -> link.contains(part))
                .findFirst()
                .map(link -> PageText.of(
                                People.officerOf("RV9")
                                        .accept("text/html")
                                        .urlEncodingEnabled(false)
                                        .get(link),
                                200)
                        .html())
                .orElse("");
    }

    private static AuditBodies decision() {
        return AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
    }
}
