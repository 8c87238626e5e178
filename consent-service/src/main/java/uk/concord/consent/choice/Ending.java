package uk.concord.consent.choice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How long something holds.
 *
 * @param lastDay the last day on which it does, by the calendar of the United Kingdom; null: for good
 */
record Ending(@Nullable LocalDate lastDay) {

    static final ZoneId LONDON = ZoneId.of("Europe/London");
    static final Ending NEVER = new Ending(null);

    /** The ending that this first uncovered instant comes from. */
    static Ending before(@Nullable Instant until) {
        return until == null
                ? NEVER
                : new Ending(until.minusNanos(1).atZone(LONDON).toLocalDate());
    }

    /** The first instant that isn't covered; null: none. */
    @Nullable
    Instant until() {
        return lastDay == null ? null : lastDay.plusDays(1).atStartOfDay(LONDON).toInstant();
    }

    boolean isOver(LocalDate today) {
        return lastDay != null && lastDay.isBefore(today);
    }
}
