package uk.concord.benchmark.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.concord.benchmark.question.Region;

class AuditEventsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final AuditEvents events = new AuditEvents(Region.ofDemonstration(), 1, BEGIN);

    @Test
    void theSameNumberGivesTheSameRecordAndEachHasAnIdOfItsOwn() {
        Set<UUID> ids = new HashSet<>();
        for (long number = 0; number < 2000; number++) {
            AuditEvent event = events.of(number);
            assertThat(event.body())
                    .isEqualTo(new AuditEvents(Region.ofDemonstration(), 1, BEGIN)
                            .of(number)
                            .body());
            assertThat(ids.add(event.id())).isTrue();
        }
    }

    @Test
    void theBodySaysWhatIsSearchedFor() throws IOException {
        Map<String, Integer> types = new HashMap<>();
        for (long number = 0; number < 100; number++) {
            AuditEvents.Said said = events.said(number);
            JsonNode body = JSON.readTree(events.of(number).body());

            types.merge(said.type(), 1, Integer::sum);
            assertThat(body.path("id").asText()).isEqualTo(said.id().toString());
            assertThat(body.path("type").asText()).isEqualTo(said.type());
            assertThat(body.path("outcome").asText()).isEqualTo(said.outcome());
            assertThat(body.path("source").asText()).isEqualTo(events.of(number).source());
            if (number < 90) {
                assertThat(body.at("/patient/id").asText())
                        .isEqualTo(said.patient().toString());
                assertThat(body.at("/actor/user/id").asText()).isEqualTo(said.user());
                assertThat(body.path("purpose").asText()).isEqualTo(said.purpose());
                assertThat(body.path("decision_id").asText())
                        .isEqualTo(said.decision().toString());
                assertThat(body.path("organisations"))
                        .anyMatch(code -> code.asText().equals(said.requester()));
            }
        }
        assertThat(types).isEqualTo(Map.of("decision", 70, "access", 20, "sign-in", 5, "preference-change", 5));
    }

    @Test
    void anAccessRestsOnADecisionThatIsThere() {
        Set<UUID> decisions = new HashSet<>();
        for (long number = 300; number < 370; number++) {
            decisions.add(events.said(number).id());
        }
        for (long number = 370; number < 390; number++) {
            assertThat(decisions).contains(events.said(number).decision());
        }
    }
}
