package uk.concord.audit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.audit.export.Exports.text;
import static uk.concord.audit.export.Exports.unpacked;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.audit.retention.Erasing;
import uk.concord.audit.retention.KeptForADay;
import uk.concord.audit.testing.AdjustableClock;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.Download;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.kernel.testing.TestTokens;

/** An archive is read while it is sent, and is whole whatever retention erases meanwhile. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
@TestProfile(KeptForADay.class)
class ErasedMeanwhileTest {

    // The service reads two hundred records at a time.
    private static final int LARGE = 16;
    private static final int SMALL = 250;

    @Inject
    RecordedEvents events;

    @Inject
    AdjustableClock clock;

    @AfterEach
    void setTheClockBack() {
        clock.ahead(Duration.ZERO);
    }

    @Test
    void whatIsErasedWhileTheArchiveIsSentIsNotInItAndTheRestIs() throws Exception {
        UUID patient = UUID.randomUUID();
        AuditTestResource.REGISTER.put(Exports.NUMBER, patient);
        AuditBodies first = AuditBodies.decision(UUID.randomUUID(), patient);
        AuditBodies last = Erasing.signIn(patient);
        events.record(first, last);
        List<UUID> small =
                IntStream.range(0, SMALL).mapToObj(i -> UUID.randomUUID()).toList();
        small.forEach(id -> events.send(id, AuditBodies.decision(id, patient).bytes()));
        small.forEach(events::awaitRecorded);
        List<AuditBodies> large = Stream.generate(() -> AuditBodies.decision(UUID.randomUUID(), patient))
                .limit(LARGE)
                .toList();
        large.forEach(body -> events.record(body.id(), Download.enlarged(body)));

        byte[] zip;
        try (Download download = Download.begin(
                "/audit/exports",
                TestTokens.of("gateway-login", "regional-ig-officer").token(),
                "{\"nhs_number\":\"" + Exports.NUMBER + "\"}")) {
            clock.ahead(Duration.ofDays(3));
            Erasing.awaitErased(last);
            zip = download.rest();
        }

        Map<String, byte[]> archive = unpacked(zip);
        assertThat(archive.keySet()).endsWith("overview.csv");
        assertThat(archive.keySet().stream().filter(name -> name.endsWith(".json")))
                .hasSize(LARGE + SMALL + 1)
                .anyMatch(name -> name.contains(first.id().toString()))
                .noneMatch(name -> name.contains(last.id().toString()));
        assertThat(text(archive, "overview.csv").lines()).hasSize(1 + LARGE + SMALL + 1);
    }
}
