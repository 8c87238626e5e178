package uk.concord.kernel.outbox;

/** Another relay has taken over since. */
final class LeadershipLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeadershipLostException(long epoch) {
        super("another relay has taken over after epoch " + epoch);
    }
}
