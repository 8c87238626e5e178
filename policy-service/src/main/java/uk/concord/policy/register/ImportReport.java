package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an import came to, or would come to.
 *
 * @param revision the register's revision after it
 * @param dryRun whether nothing was done
 * @param changed how many things are now different, the created among them
 * @param rows what happened to each row, in the order in which they came
 */
record ImportReport(
        long revision,
        @JsonProperty("dry_run") boolean dryRun,
        long created,
        long changed,
        long unchanged,
        long refused,
        List<Row> rows) {

    static ImportReport of(long revision, boolean dryRun, List<Row> rows) {
        long created = count(rows, Outcome.CREATED);
        return new ImportReport(
                revision,
                dryRun,
                created,
                created + count(rows, Outcome.CHANGED),
                count(rows, Outcome.UNCHANGED),
                count(rows, Outcome.REFUSED),
                rows);
    }

    private static long count(List<Row> rows, Outcome outcome) {
        return rows.stream().filter(row -> row.outcome() == outcome).count();
    }

    /**
     * One row.
     *
     * @param row its number in its list or file, from 1
     * @param key what it is about; absent if that can't be read
     * @param why why it was refused, or what of it doesn't count
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Row(int row, String kind, @Nullable String key, Outcome outcome, List<String> why) {}

    /** What happened to a row. */
    enum Outcome {
        @JsonProperty("created")
        CREATED,
        @JsonProperty("changed")
        CHANGED,
        @JsonProperty("unchanged")
        UNCHANGED,
        @JsonProperty("refused")
        REFUSED
    }
}
