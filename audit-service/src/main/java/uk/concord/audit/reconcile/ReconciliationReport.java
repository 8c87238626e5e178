package uk.concord.audit.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the comparison of sources, topic and ledger has found so far.
 *
 * @param behind events that the sequencer has read and that weren't compared yet, by the offsets
 * @param openGaps how many gaps between topic and ledger are open
 * @param gaps the newest of them
 * @param missingEvents how many events the ledger lacks that Kafka acknowledged to a source
 * @param missing the newest of them
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ReconciliationReport(
        List<Source> sources,
        long behind,
        long openGaps,
        List<GapView> gaps,
        long missingEvents,
        List<MissingView> missing) {

    /**
     * One service that sends records.
     *
     * @param source its name; empty: events that don't say
     * @param outbox those that wait in its outbox for Kafka
     * @param handedOver those that Kafka acknowledged to it since it asks for them
     * @param seen events in the topic since the comparison began, sent again ones too
     * @param recorded those of the seen that are in the ledger
     * @param parked those of the seen that couldn't be recorded
     * @param missing those that Kafka acknowledged and the ledger lacks
     * @param unanswered those for which it hasn't asked yet, or had no answer
     * @param neverAsked those for which nobody will ask any more: too many waited, or their process ended
     * @param sentAgain how often one that the ledger lacked was sent again
     * @param reportedAt when it last said so; null: never
     * @param silent it has said so before, and not for ten minutes: what it handed over since isn't known
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Source(
            String source,
            long outbox,
            long handedOver,
            long seen,
            long recorded,
            long parked,
            long missing,
            long unanswered,
            long neverAsked,
            long sentAgain,
            @Nullable Instant reportedAt,
            boolean silent) {}

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

    /** An event that Kafka acknowledged to its source, and that the ledger lacked when it was asked. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record MissingView(UUID eventId, String source, Instant foundAt) {}
}
