package uk.concord.stack.tool;

/** An outside program that can't be had. The message says what a person can do. */
public final class MissingToolException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MissingToolException(String message) {
        super(message);
    }
}
