package uk.concord.kernel.problem;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A domain error that a caller can do something about. Its detail is shown to the caller and may be logged: it says what is
 * wrong and what to do, and never holds personal data.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ProblemType type;
    private final transient Map<String, Object> extensions;

    public ProblemException(ProblemType type, String detail) {
        this(type, detail, Map.of(), null);
    }

    public ProblemException(ProblemType type, String detail, @Nullable Throwable cause) {
        this(type, detail, Map.of(), cause);
    }

    /**
     * @param extensions extension members of the problem (RFC 9457 §3.2)
     * @param cause for the log only; never shown to the caller
     */
    public ProblemException(
            ProblemType type, String detail, Map<String, Object> extensions, @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.extensions = Map.copyOf(extensions);
    }

    public ProblemType type() {
        return type;
    }

    /** What is wrong in this occurrence, and what to do. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public Map<String, Object> extensions() {
        return extensions;
    }
}
