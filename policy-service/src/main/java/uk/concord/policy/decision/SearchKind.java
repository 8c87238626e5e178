package uk.concord.policy.decision;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a search looks for (AuthZEN 1.0 §8). */
enum SearchKind {
    SUBJECT,
    RESOURCE,
    ACTION;

    /** Its last segment of the address, and the member that is searched for. */
    String member() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SearchKind> of(String member) {
        return Arrays.stream(values())
                .filter(kind -> kind.member().equals(member))
                .findFirst();
    }
}
