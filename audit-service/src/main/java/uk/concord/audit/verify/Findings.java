package uk.concord.audit.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is wrong, said as it is found. */
final class Findings {

    private static final int FIRST = 20;

    private final Consumer<String> out;
    private final boolean all;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private final List<Finding> first = new ArrayList<>();

    Findings(Consumer<String> out, boolean all) {
        this.out = out;
        this.all = all;
    }

    /**
     * One thing that is wrong.
     *
     * @param record the record that it is about, if it is about one
     */
    record Finding(Kind kind, @Nullable UUID record, String what) {}

    /** Kinds of things that can be wrong. */
    enum Kind {
        BODY("records whose content was altered"),
        COLUMNS("records whose search columns were altered"),
        LEAF("leaves that were altered"),
        MISSING("places where records are missing or too many"),
        ERASURE("erasures that were not carried out"),
        TILE("tiles that were altered"),
        CHECKPOINT("checkpoints that were altered"),
        TREE("contradictions to what was signed");

        private final String plural;

        Kind(String plural) {
            this.plural = plural;
        }
    }

    void add(Kind kind, String what) {
        add(kind, null, what);
    }

    void add(Kind kind, @Nullable UUID record, String what) {
        long count = counts.merge(kind, 1L, Long::sum);
        if (all || count <= FIRST) {
            out.accept("ALTERED: " + what);
        } else if (count == FIRST + 1) {
            out.accept("ALTERED: more of these; --full names them all");
        }
        if (count <= FIRST) {
            first.add(new Finding(kind, record, what));
        }
    }

    /** The first of each kind, in the order in which they were found. */
    List<Finding> first() {
        return List.copyOf(first);
    }

    /** How many there are of this kind. */
    long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    boolean none() {
        return counts.isEmpty();
    }

    void summarise() {
        counts.forEach((kind, count) -> out.accept("  " + count + " " + kind.plural));
    }
}
