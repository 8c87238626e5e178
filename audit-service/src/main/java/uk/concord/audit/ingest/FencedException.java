package uk.concord.audit.ingest;

/** Another sequencer has taken over; nothing of this one's transaction may be written. */
final class FencedException extends Exception {

    private static final long serialVersionUID = 1L;

    FencedException(long epoch) {
        super("Another sequencer took over from epoch " + epoch);
    }
}
