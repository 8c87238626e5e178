package uk.concord.audit.ingest;

/** Going on would lose records or sign what isn't true; somebody has to look. The message says what is wrong. */
final class RefusalException extends Exception {

    private static final long serialVersionUID = 1L;

    RefusalException(String what) {
        super(what);
    }
}
