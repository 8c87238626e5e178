package uk.concord.gateway.edge;

import uk.concord.kernel.problem.ProblemType;

/** The kinds of problem that only the gateway has. */
public final class GatewayProblems {

    public static final ProblemType MALFORMED_PATH =
            ProblemType.of("malformed-path", "Not an address of this platform", 400);
    public static final ProblemType FOREIGN_ORIGIN =
            ProblemType.of("foreign-origin", "Not asked from our own pages", 403);
    public static final ProblemType TOO_MANY_REQUESTS = ProblemType.of("too-many-requests", "Too many requests", 429);
    public static final ProblemType BAD_UPSTREAM =
            ProblemType.of("bad-upstream", "A system behind us answered wrongly", 502);

    private GatewayProblems() {}
}
