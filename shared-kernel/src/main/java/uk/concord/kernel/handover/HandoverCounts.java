package uk.concord.kernel.handover;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.stream.LongStream;

/**
 * What has become of the audit events of one list. All but {@code outbox} and {@code sentAgain} together are those that Kafka has
 * acknowledged.
 *
 * @param outbox events that wait in the outbox for Kafka
 * @param recorded those that the ledger has
 * @param parked those that it couldn't record and keeps apart
 * @param missing those that it lacks
 * @param unanswered those for which it wasn't asked yet, or didn't answer
 * @param dropped those for which it never will be asked, because there were too many
 * @param sentAgain how often one that it lacked was sent again
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HandoverCounts(
        long outbox, long recorded, long parked, long missing, long unanswered, long dropped, long sentAgain) {

    static final HandoverCounts NONE = new HandoverCounts(0, 0, 0, 0, 0, 0, 0);

    /** How many Kafka has acknowledged. */
    public long handedOver() {
        return recorded + parked + missing + unanswered + dropped;
    }

    boolean hasNegative() {
        return LongStream.of(outbox, recorded, parked, missing, unanswered, dropped, sentAgain)
                .anyMatch(count -> count < 0);
    }
}
