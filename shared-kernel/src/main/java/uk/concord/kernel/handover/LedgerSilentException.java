package uk.concord.kernel.handover;

/** audit-service couldn't be asked, or didn't answer sensibly. */
final class LedgerSilentException extends Exception {

    private static final long serialVersionUID = 1L;

    LedgerSilentException(String why) {
        super(why);
    }

    LedgerSilentException(Exception cause) {
        super(cause.getClass().getSimpleName(), cause);
    }
}
