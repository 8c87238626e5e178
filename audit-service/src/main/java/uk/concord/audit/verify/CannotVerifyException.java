package uk.concord.audit.verify;

/** Nothing can be said about the ledger, because something that is needed to check it isn't there. */
final class CannotVerifyException extends Exception {

    private static final long serialVersionUID = 1L;

    CannotVerifyException(String why) {
        super(why);
    }
}
