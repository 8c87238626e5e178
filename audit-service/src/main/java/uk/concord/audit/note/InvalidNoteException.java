package uk.concord.audit.note;

/** A note or checkpoint can't be trusted. The message says why, as the end of a sentence whose subject is the note. */
public final class InvalidNoteException extends Exception {

    private static final long serialVersionUID = 1L;

    InvalidNoteException(String why) {
        super(why);
    }
}
