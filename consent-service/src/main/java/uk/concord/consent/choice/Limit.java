package uk.concord.consent.choice;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that a patient holds back.
 *
 * @param what which of the two it names
 * @param organisations ODS codes of who won't see it
 * @param kinds ids of the kinds of information that won't be seen
 * @param ending null: not answered
 */
record Limit(
        @Nullable What what,
        List<String> organisations,
        List<String> kinds,
        @Nullable Ending ending) {

    static final Limit EMPTY = new Limit(null, List.of(), List.of(), null);

    Limit {
        organisations = List.copyOf(organisations);
        kinds = List.copyOf(kinds);
    }

    /** What a limit is about. */
    enum What {
        /** Some organisations see nothing. */
        ORGANISATIONS(true, false),
        /** Nobody sees some kinds of information. */
        KINDS(false, true),
        /** Some organisations don't see some kinds of information. */
        BOTH(true, true);

        private final boolean organisations;
        private final boolean kinds;

        What(boolean organisations, boolean kinds) {
            this.organisations = organisations;
            this.kinds = kinds;
        }

        boolean asksOrganisations() {
            return organisations;
        }

        boolean asksKinds() {
            return kinds;
        }
    }

    Limit what(What answer) {
        return new Limit(answer, organisations, kinds, ending);
    }

    Limit adding(String organisation) {
        return new Limit(
                what,
                Stream.concat(organisations.stream(), Stream.of(organisation))
                        .distinct()
                        .toList(),
                kinds,
                ending);
    }

    Limit removing(String organisation) {
        return new Limit(
                what,
                organisations.stream()
                        .filter(code -> !code.equals(organisation))
                        .toList(),
                kinds,
                ending);
    }

    Limit kinds(List<String> answer) {
        return new Limit(what, organisations, answer, ending);
    }

    Limit ending(Ending answer) {
        return new Limit(what, organisations, kinds, answer);
    }
}
