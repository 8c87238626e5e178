package uk.concord.audit.ledger;

/** Bytes aren't an audit record. The message says what is wrong and repeats nothing of the content. */
public final class UnreadableRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableRecordException(String what) {
        super(what);
    }
}
