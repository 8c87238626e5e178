package uk.concord.stack.platform;

/** The platform can't start or go on as it was asked to. The message says what a person can do. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** States what is wrong and what to do about it. */
    public SettingsException(String message) {
        super(message);
    }
}
