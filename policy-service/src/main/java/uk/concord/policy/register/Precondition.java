package uk.concord.policy.register;

import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What a caller has seen of the thing that it changes (RFC 9110 §13.1), so that nobody overwrites what somebody else said in the
 * meantime. A thing's entity tag is the register's revision in which it was last changed.
 *
 * @param ifMatch the header of that name, if it was sent
 * @param ifNoneMatch the header of that name, if it was sent: {@code *} means "only if there is nothing yet"
 */
record Precondition(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    private static final String ANY = "*";

    /** The entity tag of what was last changed in this revision. */
    static String tag(long revision) {
        return "\"" + revision + "\"";
    }

    /**
     * For whoever replaces a thing: it must say which version it has seen.
     *
     * @param held the revision of what is there, if anything is
     * @throws ProblemException 412 if it has seen another version; 428 if it doesn't say
     */
    void demand(OptionalLong held) {
        demandIfStated(held);
        if (held.isPresent() && ifMatch == null) {
            throw new ProblemException(
                    ProblemType.REVISION_REQUIRED,
                    "This would replace what is there. Read it first and send its ETag in If-Match.");
        }
    }

    /**
     * For whoever makes a move that is checked against the present state anyway.
     *
     * @throws ProblemException 412 if it says that it has seen another version
     */
    void demandIfStated(OptionalLong held) {
        boolean matches = ifMatch == null || (held.isPresent() && names(ifMatch, held.getAsLong()));
        boolean noneMatches = ifNoneMatch == null || held.isEmpty() || !names(ifNoneMatch, held.getAsLong());
        if (!matches || !noneMatches) {
            throw new ProblemException(
                    ProblemType.STALE_REVISION,
                    held.isEmpty()
                            ? "There is nothing at this address, so nothing to replace."
                            : "It was changed in the meantime. Read it again, and decide whether you still want this.");
        }
    }

    private static boolean names(String header, long revision) {
        return header.strip().equals(ANY)
                || Arrays.stream(header.split(",")).map(String::strip).anyMatch(tag(revision)::equals);
    }
}
