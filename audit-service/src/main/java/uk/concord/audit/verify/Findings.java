package uk.concord.audit.verify;

import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Map;

/** What is wrong, printed as it is found. */
final class Findings {

    private static final int FIRST = 20;

    private final PrintStream out;
    private final boolean all;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    Findings(PrintStream out, boolean all) {
        this.out = out;
        this.all = all;
    }

    /** Kinds of things that can be wrong. */
    enum Kind {
        BODY("records whose content was altered"),
        COLUMNS("records whose search columns were altered"),
        LEAF("leaves that were altered"),
        MISSING("places where records are missing or too many"),
        TILE("tiles that were altered"),
        CHECKPOINT("checkpoints that were altered"),
        TREE("contradictions to what was signed");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    void add(Kind kind, String what) {
        long count = counts.merge(kind, 1L, Long::sum);
        if (all || count <= FIRST) {
            out.println("ALTERED: " + what);
        } else if (count == FIRST + 1) {
            out.println("ALTERED: more of these; --full names them all");
        }
    }

    boolean none() {
        return counts.isEmpty();
    }

    void summarise() {
        counts.forEach((kind, count) -> out.println("  " + count + " " + kind.plural));
    }
}
