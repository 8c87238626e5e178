package uk.concord.gateway.upstream;

/** A system behind the gateway gave no answer that can be used. The message names no address and no content. */
public final class UpstreamException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What went wrong. */
    public enum Kind {
        /** No connection, or no answer in time. */
        AWAY,
        /** The answer is larger than what is read. */
        TOO_LARGE
    }

    UpstreamException(Kind kind, Throwable cause) {
        super(kind.name(), cause);
        this.kind = kind;
    }

    UpstreamException(Kind kind) {
        super(kind.name());
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
