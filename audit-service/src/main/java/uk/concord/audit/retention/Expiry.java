package uk.concord.audit.retention;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import uk.concord.audit.ingest.SequencerLifecycle;
import uk.concord.audit.ingest.SequencerState;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.audit.AuditUnavailableException;

/**
 * Erases what has been kept long enough. Each erasure is first a record in the ledger, under a signed checkpoint, that names exactly
 * what goes; what a run doesn't finish is found in the ledger by the next.
 */
@ApplicationScoped
class Expiry {

    private static final Logger LOG = Logger.getLogger(Expiry.class);
    private static final String SERVICE = "audit-service";

    private final AgroalDataSource database;
    private final AuditPublisher publisher;
    private final SequencerLifecycle sequencer;
    private final RetentionPeriods periods;
    private final RetentionSettings settings;
    private final Clock clock;
    private final Counter erased;

    Expiry(
            AgroalDataSource database,
            AuditPublisher publisher,
            SequencerLifecycle sequencer,
            RetentionPeriods periods,
            RetentionSettings settings,
            Clock clock,
            MeterRegistry registry) {
        this.database = database;
        this.publisher = publisher;
        this.sequencer = sequencer;
        this.periods = periods;
        this.settings = settings;
        this.clock = clock;
        this.erased = registry.counter("concord.audit.erased");
    }

    /** Finishes what earlier runs have recorded, then erases whatever is over, if this replica leads and no other erases. */
    void run() throws InterruptedException {
        if (!(sequencer.state() instanceof SequencerState.Leading)) {
            return;
        }
        try (Connection connection = database.getConnection()) {
            ErasureDatabase ledger = new ErasureDatabase(connection);
            if (!ledger.tryToBegin()) {
                return;
            }
            try (ledger) {
                for (UUID pending : ledger.pending()) {
                    carryOut(ledger, pending);
                }
                for (String type : ledger.types()) {
                    if (!RetentionPeriods.FOR_EVER.contains(type)) {
                        expire(ledger, type);
                    }
                }
            }
        } catch (SQLException | AuditUnavailableException e) {
            LOG.errorf(e, "expiry failed and will try again");
        }
    }

    private void expire(ErasureDatabase ledger, String type) throws SQLException, InterruptedException {
        Instant cutOff = periods.cutOff(type, clock.instant());
        long behind = -1;
        while (true) {
            List<Long> over = ledger.over(type, cutOff, behind, settings.batch());
            if (over.isEmpty() || Thread.interrupted()) {
                return;
            }
            behind = over.getLast();
            UUID erasure = record(new ErasureReason(type, periods.of(type), cutOff, Spans.of(over)));
            if (!ledger.awaitSigned(erasure, settings.recordedWithin())) {
                LOG.warnf("erasure isn't in the ledger yet; a later run goes on erasure=%s", erasure);
                return;
            }
            if (!carryOut(ledger, erasure)) {
                return;
            }
        }
    }

    private UUID record(ErasureReason reason) {
        AuditActor self = new AuditActor(SERVICE, SERVICE, null, null, AuditActor.Capacity.SYSTEM);
        return publisher
                .publish(AuditEntry.of(AuditType.ERASURE, self, "erased", reason.summary())
                        .with(reason.detail()))
                .id();
    }

    /** Whether nothing of what it names is there any more. */
    private boolean carryOut(ErasureDatabase ledger, UUID erasure) {
        try {
            long records = ledger.erase(erasure, clock.instant().truncatedTo(ChronoUnit.MICROS));
            erased.increment(records);
            LOG.infof("records erased erasure=%s records=%d", erasure, records);
            return true;
        } catch (SQLException e) {
            if (ErasureDatabase.HELD.equals(e.getSQLState())) {
                // A hold was placed after the erasure was recorded: it waits until the hold is released.
                LOG.warnf("erasure waits, because a legal hold covers some of it erasure=%s", erasure);
            } else {
                LOG.errorf(e, "erasure failed and will be tried again erasure=%s", erasure);
            }
            return false;
        }
    }
}
