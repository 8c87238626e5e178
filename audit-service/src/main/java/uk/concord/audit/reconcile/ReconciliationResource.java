package uk.concord.audit.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.agroal.api.AgroalDataSource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.security.Roles;

/** What the comparison of topic and ledger has found, for operators and for those who answer for the ledger. */
@Path("/audit/reconciliation")
@RolesAllowed({Roles.OPERATOR, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operation")
class ReconciliationResource {

    private static final int MOST = 100;

    private final AgroalDataSource database;
    private final KafkaAccess kafka;

    ReconciliationResource(AgroalDataSource database, KafkaAccess kafka) {
        this.database = database;
        this.kafka = kafka;
    }

    /**
     * Counts since the comparison began.
     *
     * @param behind events that the sequencer has read and that weren't compared yet, by the offsets
     * @param openGaps how many gaps are open
     * @param gaps the newest of them
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Report(List<Source> sources, long behind, long openGaps, List<GapView> gaps) {}

    /**
     * One service that sends records.
     *
     * @param source its name; empty: events that don't say
     * @param seen events in the topic, sent again ones too
     * @param recorded those that are in the ledger
     * @param parked those that couldn't be recorded
     */
    record Source(String source, long seen, long recorded, long parked) {}

    /** An event that the topic has and the ledger hasn't ({@code missing}), or has with another content ({@code altered}). */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GapView(
            String kind,
            String topic,
            int partition,
            long offset,
            String source,
            @Nullable UUID eventId,
            Instant foundAt) {}

    @GET
    @Operation(summary = "Whether each event that Kafka took is in the ledger: counts by source, and gaps")
    public Report report() {
        try (Connection connection = database.getConnection()) {
            ReconciliationStore store = new ReconciliationStore(connection);
            List<Source> sources = store.counts().entrySet().stream()
                    .map(one -> new Source(
                            one.getKey(),
                            one.getValue().seen(),
                            one.getValue().recorded(),
                            one.getValue().parked()))
                    .toList();
            String topic = kafka.name(Topic.AUDIT);
            var done = store.done(topic);
            long behind = store.ingested(topic).entrySet().stream()
                    .mapToLong(end -> Math.max(0, end.getValue() - done.getOrDefault(end.getKey(), 0L)))
                    .sum();
            return new Report(
                    sources,
                    behind,
                    store.open(),
                    store.newestOpen(MOST).stream()
                            .map(ReconciliationResource::view)
                            .toList());
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    private static GapView view(ReconciliationStore.Found found) {
        ReconciliationStore.Gap gap = found.gap();
        return new GapView(gap.kind(), gap.topic(), gap.partition(), gap.offset(), gap.source(), gap.id(), found.at());
    }
}
