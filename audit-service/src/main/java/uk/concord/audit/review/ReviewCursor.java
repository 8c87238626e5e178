package uk.concord.audit.review;

import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** A place in the queue: what waits for a finding comes first, then what is due soonest. */
record ReviewCursor(int rank, Instant dueAt, UUID grant) {

    private static final Pattern TEXT =
            Pattern.compile("([0-2])\\.(-?[0-9]{1,11})\\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})");

    static ReviewCursor behind(Review review) {
        int rank = switch (review.standing().state()) {
            case DECLARED, UNDER_REVIEW -> 0;
            case JUSTIFIED, NOT_JUSTIFIED -> 1;
            case CLOSED -> 2;
        };
        return new ReviewCursor(rank, review.dueAt(), review.grant());
    }

    /** @throws ProblemException 400 if it isn't a page's {@code next} */
    static @Nullable ReviewCursor of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "\"after\" must be the \"next\" of the page before, unchanged.");
        }
        return new ReviewCursor(
                Integer.parseInt(matcher.group(1)),
                Instant.ofEpochSecond(Long.parseLong(matcher.group(2))),
                UUID.fromString(matcher.group(3)));
    }

    String text() {
        return rank + "." + dueAt.getEpochSecond() + "." + grant;
    }
}
