package uk.concord.audit.reconcile;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import uk.concord.audit.ingest.SequencerLifecycle;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.reconcile.HandoverStore.Accounted;
import uk.concord.kernel.handover.HandoverAnswer;
import uk.concord.kernel.handover.HandoverQuestion;
import uk.concord.kernel.problem.ProblemException;

/** Looks up by their ids whether events are in the ledger, and keeps how the lists of those who ask stand. */
@ApplicationScoped
class Inclusion {

    private final AgroalDataSource database;
    private final SequencerLifecycle sequencer;
    private final Clock clock;

    Inclusion(AgroalDataSource database, SequencerLifecycle sequencer, Clock clock) {
        this.database = database;
        this.sequencer = sequencer;
        this.clock = clock;
    }

    /** @throws ProblemException 503 if the ledger can't be read now */
    HandoverAnswer of(String source, HandoverQuestion question) {
        // Before the ledger is looked at: what it has been whole as of until here must be seen by that look.
        boolean hasReadOn = sequencer
                .behind()
                .filter(behind -> behind.compareTo(Duration.ofMillis(question.settledMs())) <= 0)
                .isPresent();
        try (Connection connection = database.getConnection()) {
            HandoverStore store = new HandoverStore(connection);
            Accounted accounted = store.accounted(question.events());
            Set<UUID> absent = new HashSet<>(question.events());
            absent.removeAll(accounted.recorded());
            absent.removeAll(accounted.parked());
            Instant now = clock.instant();
            store.report(source, question.list(), question.counts(), now);
            if (hasReadOn) {
                store.keep(source, absent, now);
                return new HandoverAnswer(absent, accounted.parked(), Set.of());
            }
            return new HandoverAnswer(Set.of(), accounted.parked(), absent);
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }
}
