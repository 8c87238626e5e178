package uk.concord.gateway.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.gateway.GatewayTest;
import uk.concord.gateway.standin.CapturedSpans;
import uk.concord.gateway.standin.IdentityProvider;
import uk.concord.gateway.standin.Policy;
import uk.concord.gateway.standin.Practice;
import uk.concord.gateway.standin.StandIn;

/** NHS numbers are in queries of FHIR, and nowhere else. */
@GatewayTest
class TracesTest {

    @Inject
    CapturedSpans captured;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            StringBuilder line = new StringBuilder(ExtLogRecord.wrap(record).getFormattedMessage());
            for (Throwable thrown = record.getThrown(); thrown != null; thrown = thrown.getCause()) {
                line.append(' ').append(thrown);
            }
            lines.add(line.append(' ')
                    .append(ExtLogRecord.wrap(record).getMdcCopy())
                    .toString());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void start() {
        IdentityProvider.start();
        Practice.start();
        new Policy();
        captured.clear();
        handler.setLevel(Level.ALL);
        Logger.getLogger("").addHandler(handler);
    }

    @AfterEach
    void end() {
        Logger.getLogger("").removeHandler(handler);
    }

    @Test
    void anNhsNumberIsInNoLogLineAndInNoSpan() {
        Fhir.partner()
                .get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST))
                .then()
                .statusCode(200);
        // Ways that end badly, and one with the number where it doesn't belong.
        Fhir.partner().get(Fhir.search("P81002", "MedicationRequest", Practice.FIRST) + "&_summary=count");
        Fhir.partner().get(Fhir.search("Y00002", "MedicationRequest", Practice.FIRST));
        StandIn.of("custodian").answers(request -> StandIn.Reply.json(200, "rubbish " + Practice.FIRST));
        Fhir.partner().get(Fhir.search("Y00001", "MedicationRequest", Practice.FIRST));
        Fhir.partner().header("X-Request-ID", Practice.FIRST).get("/fhir/P81002/Patient/" + Practice.FIRST);
        Fhir.partner().get("/nowhere/" + Practice.FIRST);

        Awaitility.await().untilAsserted(() -> {
            assertThat(captured.spans())
                    .filteredOn(span -> span.startsWith("CLIENT"))
                    .hasSizeGreaterThan(4);
            assertThat(captured.spans())
                    .filteredOn(span -> span.startsWith("SERVER"))
                    .hasSizeGreaterThan(5);
            assertThat(lines)
                    .filteredOn(line -> line.contains("path=/fhir/P81002/MedicationRequest status=200"))
                    .isNotEmpty();
        });
        assertThat(lines).noneMatch(line -> line.contains(Practice.FIRST));
        assertThat(captured.spans()).noneMatch(span -> span.contains(Practice.FIRST));
    }
}
