package uk.concord.kernel.event;

/** Kafka didn't acknowledge an event in time. */
public final class EventNotAcceptedException extends Exception {

    private static final long serialVersionUID = 1L;

    EventNotAcceptedException(Throwable cause) {
        super("Kafka didn't acknowledge the event in time", cause);
    }
}
