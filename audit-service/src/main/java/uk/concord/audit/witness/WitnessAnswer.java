package uk.concord.audit.witness;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a witness answers (C2SP tlog-witness, "add-checkpoint"), before anything of it is believed. */
sealed interface WitnessAnswer {

    /**
     * Status 200.
     *
     * @param lines the body, which should be signature lines
     */
    record Cosigned(String lines) implements WitnessAnswer {}

    /**
     * Status 409: it has cosigned a tree of another size than the request said.
     *
     * @param known that size
     */
    record OtherSize(long known) implements WitnessAnswer {}

    /**
     * Status 422: to it, our tree doesn't continue the one that it has cosigned.
     *
     * @param why in words for people
     */
    record Inconsistent(String why) implements WitnessAnswer {}

    /**
     * It won't, and asking again changes nothing before somebody has looked.
     *
     * @param why in words for people
     */
    record Refused(String why) implements WitnessAnswer {}

    /**
     * It can't now, or didn't answer.
     *
     * @param why in words for people
     * @param retryAfter for how long it wants to be left alone, if it says so
     */
    record Away(String why, @Nullable Duration retryAfter) implements WitnessAnswer {}
}
