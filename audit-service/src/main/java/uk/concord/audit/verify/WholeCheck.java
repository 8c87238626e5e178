package uk.concord.audit.verify;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the check of the whole ledger stands. */
public sealed interface WholeCheck {

    /** None was started since this service began. */
    record None() implements WholeCheck {}

    /** One is running. */
    record Running(Instant since, long seen, long total) implements WholeCheck {}

    /**
     * Everything is as it was recorded and signed.
     *
     * @param records how many there are, those that were erased among them
     * @param erased of how many the ledger says that they were erased
     * @param signed how many of the records a signed checkpoint covers
     */
    record Whole(Instant at, long records, long erased, long checkpoints, long signed) implements WholeCheck {}

    /** Something was altered or is missing; the first findings of each kind. */
    record Altered(Instant at, List<Damage> damages) implements WholeCheck {}

    /** It couldn't be finished. */
    record NotDone(Instant at, String why) implements WholeCheck {}

    /** What sort of damage it is. */
    enum Sort {
        ALTERED,
        MISSING,
        SEARCH,
        NOT_ERASED,
        SIGNATURE
    }

    /**
     * One damage.
     *
     * @param record the record that it is about, if it is about one
     * @param what the verifier's own words
     */
    record Damage(Sort sort, @Nullable UUID record, String what) {}
}
