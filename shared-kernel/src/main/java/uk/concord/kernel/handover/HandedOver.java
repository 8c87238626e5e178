package uk.concord.kernel.handover;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.CloudEvent;

/**
 * One list of audit events that Kafka has acknowledged, with what the ledger said of them. Only the thread that asks uses it: each question
 * is followed by its answer, or by the same question again.
 */
public interface HandedOver {

    /** By what the ledger tells it from other lists of this service. */
    String name();

    /** By what people tell it from other lists: which way its events go. */
    String way();

    /** Whether it is for this replica to ask now. */
    boolean isAsked();

    /** The next events that were acknowledged long enough ago, at most so many, the oldest first. */
    List<UUID> next(int most);

    /** What the ledger said of all that {@link #next} gave. */
    void answeredNext(HandoverAnswer answer);

    /** Events that the ledger lacked, at most so many; those that weren't asked for the longest. */
    List<UUID> missing(int most);

    /** What the ledger said of all that {@link #missing} gave. */
    void answeredMissing(HandoverAnswer answer);

    /** Events that the ledger has lacked for longer than it may, without an alarm for as long; at most so many. */
    List<Overdue> overdue(int most);

    /** There was an alarm for these, and some of them were sent again. */
    void alarmed(List<Overdue> overdue, Set<UUID> sentAgain);

    /** How it stands. */
    HandoverCounts counts();

    /**
     * An event that is missing for too long.
     *
     * @param event what can be sent again; null: its content isn't there any more
     */
    record Overdue(UUID id, @Nullable CloudEvent event) {}
}
