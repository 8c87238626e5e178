package uk.concord.consent.patient;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What became of an import.
 *
 * @param registered patients put on the register
 * @param already lines whose number was on the register, or earlier in the same import
 * @param rejectedTotal lines that couldn't be read
 * @param rejected the first thousand of them
 */
record ImportReport(
        int registered,
        int already,
        @JsonProperty("rejected_total") int rejectedTotal,
        List<Rejection> rejected) {

    /**
     * A line that couldn't be read.
     *
     * @param line its number, from 1
     * @param reason what is wrong with it; never repeats its content
     */
    record Rejection(long line, String reason) {}
}
