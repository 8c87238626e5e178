package uk.concord.kernel.problem;

/**
 * A kind of problem (RFC 9457 §3.1.1 to §3.1.3): what its type URI, title and status are. The general kinds stand here;
 * a service adds kinds of its own with {@link #of}.
 *
 * @param slug the last segment of the type URI
 * @param title the same for every occurrence of the kind
 * @param status HTTP status code
 */
public record ProblemType(String slug, String title, int status) {

    private static final String BASE = "https://concord.example/problems/";

    public static final ProblemType INVALID_REQUEST = of("invalid-request", "The request can't be understood", 400);
    public static final ProblemType INVALID_NHS_NUMBER = of("invalid-nhs-number", "Not an NHS number", 400);
    public static final ProblemType UNAUTHENTICATED = of("unauthenticated", "Sign in first", 401);
    public static final ProblemType FORBIDDEN = of("forbidden", "Not allowed", 403);
    public static final ProblemType NOT_FOUND = of("not-found", "Nothing here", 404);
    public static final ProblemType METHOD_NOT_ALLOWED = of("method-not-allowed", "Not done with this method", 405);
    public static final ProblemType CONFLICT = of("conflict", "In conflict with what is there", 409);
    public static final ProblemType STALE_REVISION = of("stale-revision", "Changed in the meantime", 412);
    public static final ProblemType TOO_LARGE = of("too-large", "The request is too large", 413);
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            of("unsupported-media-type", "Not in a form that is read here", 415);
    public static final ProblemType UNPROCESSABLE = of("unprocessable", "Understood, but it can't be done", 422);
    public static final ProblemType REVISION_REQUIRED =
            of("revision-required", "Say which revision you have seen", 428);
    public static final ProblemType INTERNAL = of("internal", "Something went wrong here", 500);
    public static final ProblemType AUDIT_UNAVAILABLE =
            of("audit-unavailable", "The record can't be kept, so nothing is answered", 503);
    public static final ProblemType UNAVAILABLE = of("unavailable", "Can't be answered safely now", 503);

    /** A kind of problem with this type, title and status. */
    public static ProblemType of(String slug, String title, int status) {
        return new ProblemType(slug, title, status);
    }

    /** The type URI: an identifier, not an address that must answer. */
    public String uri() {
        return BASE + slug;
    }
}
