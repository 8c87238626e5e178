package uk.concord.audit.reconcile;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.reconcile.HandoverStore.Reported;
import uk.concord.audit.reconcile.ReconciliationReport.GapView;
import uk.concord.audit.reconcile.ReconciliationReport.Source;
import uk.concord.audit.reconcile.ReconciliationStore.Counts;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/** Puts together what was found, by source. */
@ApplicationScoped
class ReconciliationReports {

    private static final int MOST = 100;
    // A process that lives tells how it stands every minute.
    private static final Duration ENDED_AFTER = Duration.ofMinutes(10);

    private final AgroalDataSource database;
    private final KafkaAccess kafka;
    private final Clock clock;

    ReconciliationReports(AgroalDataSource database, KafkaAccess kafka, Clock clock) {
        this.database = database;
        this.kafka = kafka;
        this.clock = clock;
    }

    ReconciliationReport now() {
        try (Connection connection = database.getConnection()) {
            ReconciliationStore topic = new ReconciliationStore(connection);
            HandoverStore handovers = new HandoverStore(connection);
            Instant since = clock.instant().minus(ENDED_AFTER);
            return new ReconciliationReport(
                    sources(topic.counts(), handovers.reported(since), since),
                    behind(topic),
                    topic.open(),
                    topic.newestOpen(MOST).stream()
                            .map(ReconciliationReports::view)
                            .toList(),
                    handovers.open(),
                    handovers.newestOpen(MOST));
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static List<Source> sources(Map<String, Counts> seen, Map<String, Reported> reported, Instant since) {
        TreeSet<String> names = new TreeSet<>(seen.keySet());
        names.addAll(reported.keySet());
        List<Source> sources = new ArrayList<>();
        for (String name : names) {
            Counts topic = seen.getOrDefault(name, new Counts(0, 0, 0));
            Reported said = reported.getOrDefault(name, Reported.NOTHING);
            sources.add(new Source(
                    name,
                    said.outbox(),
                    said.handedOver(),
                    topic.seen(),
                    topic.recorded(),
                    topic.parked(),
                    said.missing(),
                    said.unanswered(),
                    said.neverAsked(),
                    said.sentAgain(),
                    said.at(),
                    said.at() != null && said.at().isBefore(since)));
        }
        return sources;
    }

    private long behind(ReconciliationStore store) throws SQLException {
        String topic = kafka.name(Topic.AUDIT);
        Map<Integer, Long> done = store.done(topic);
        return store.ingested(topic).entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - done.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    private static GapView view(ReconciliationStore.Found found) {
        ReconciliationStore.Gap gap = found.gap();
        return new GapView(gap.kind(), gap.topic(), gap.partition(), gap.offset(), gap.source(), gap.id(), found.at());
    }
}
