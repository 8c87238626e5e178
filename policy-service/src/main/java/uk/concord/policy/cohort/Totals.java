package uk.concord.policy.cohort;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How many of each there were.
 *
 * @param people about whom was asked, each as often as a list names them
 * @param permitted yes to everything, or to a part that the caller redacts
 * @param notNumbers rows of a list that held no NHS number
 * @param parts records that name people
 */
record Totals(
        long people,
        long permitted,
        long denied,
        @JsonProperty("not_numbers") long notNumbers,
        int parts) {

    static final Totals NONE = new Totals(0, 0, 0, 0, 0);

    Totals plus(Part part, AnswerTable table) {
        long permits = 0;
        long faults = 0;
        for (int i = 0; i < part.count(); i++) {
            if (part.isFault(i)) {
                faults++;
            } else if (table.answer(part.answer(i)).decision()) {
                permits++;
            }
        }
        long more = part.count() - faults;
        return new Totals(
                people + more,
                permitted + permits,
                denied + more - permits,
                notNumbers + faults,
                parts + (more > 0 ? 1 : 0));
    }
}
