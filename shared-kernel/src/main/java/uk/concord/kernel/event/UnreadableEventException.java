package uk.concord.kernel.event;

/** A Kafka record isn't a CloudEvent that we can read. The message says what is wrong and repeats nothing of its content. */
public final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnreadableEventException(String what) {
        super(what);
    }
}
