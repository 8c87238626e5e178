package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.retention.Erasing;
import uk.concord.audit.retention.KeptForADay;
import uk.concord.audit.testing.AdjustableClock;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Download;
import uk.concord.audit.testing.PageText;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.testing.TestTokens;

/** A pack is whole or isn't there, whatever retention erases while it is made and sent. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(KeptForADay.class)
class ErasedMeanwhileTest {

    @Inject
    RecordedEvents events;

    @Inject
    AdjustableClock clock;

    @AfterEach
    void setTheClockBack() {
        clock.ahead(Duration.ZERO);
    }

    @Test
    void aPackIsWholeThoughItsRecordsAreErasedWhileItIsSent() throws Exception {
        List<AuditBodies> chosen = large(16);
        UUID[] ids = chosen.stream().map(AuditBodies::id).toArray(UUID[]::new);

        byte[] zip;
        try (Download download =
                Download.begin("/audit/evidence", TestTokens.officer("RXN"), Packs.body("c", "r", ids))) {
            clock.ahead(Duration.ofDays(3));
            Erasing.awaitErased(chosen.toArray(AuditBodies[]::new));
            zip = download.rest();
        }

        UnpackedEvidence pack = UnpackedEvidence.of(zip);
        assertThat(pack.files()).containsKey("SHA256SUMS");
        assertThat(pack.proven()).containsExactly(ids);
    }

    @Test
    void recordsThatAreTooLargeTogetherAreNoPack() throws Exception {
        List<AuditBodies> chosen = large(19);
        UUID[] ids = chosen.stream().map(AuditBodies::id).toArray(UUID[]::new);
        long before = events.readings("officer-RXN", "exported");

        Packs.ask(People.officerOf("RXN"), Packs.body("c", "r", ids))
                .then()
                .statusCode(400)
                .body("detail", containsString("too large for one pack, which holds 16 MiB of records"));
        PageText page = PageText.of(
                People.officerOf("RXN")
                        .accept("text/html")
                        .formParam("pack", query(chosen))
                        .formParam("case", "IG-7")
                        .formParam("reason", "A claim.")
                        .post("/trail/evidence"),
                400);

        assertThat(page.text()).contains("There is a problem The chosen records are too large", "19 records");
        assertThat(page.html()).contains("value=\"IG-7\"");
        assertThat(events.readings("officer-RXN", "exported")).isEqualTo(before);
    }

    private List<AuditBodies> large(int number) {
        List<AuditBodies> bodies = Stream.generate(() -> Erasing.signIn(UUID.randomUUID()))
                .limit(number)
                .toList();
        bodies.forEach(body -> events.record(body.id(), Download.enlarged(body)));
        return bodies;
    }

    private String query(List<AuditBodies> bodies) {
        StringBuilder text = new StringBuilder();
        long before = 0;
        for (AuditBodies body : bodies) {
            long place = events.number("select leaf_index from leaf where event_id = ?", body.id());
            text.append(text.isEmpty() ? "" : "-").append(Long.toString(place - before, 36));
            before = place;
        }
        return text.toString();
    }
}
