package uk.concord.audit.review;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Set;
import uk.concord.kernel.page.PageTimes;

/** The dates of reviews: days are those of Europe/London, and a date by which something is due includes its day. */
@ApplicationScoped
public class ReviewDates {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final int MOST_WORKING_DAYS = 60;
    private static final Duration LONGEST = Duration.ofDays(366);

    private final ReviewSettings settings;
    private final Clock clock;

    ReviewDates(ReviewSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void check(@Observes StartupEvent event) {
        if (settings.dueWithin() < 1 || settings.dueWithin() > MOST_WORKING_DAYS) {
            throw new IllegalStateException(
                    "concord.reviews.due-within must be 1 to " + MOST_WORKING_DAYS + " working days");
        }
        if (settings.withholdAtMost().toDays() < 1 || settings.withholdAtMost().compareTo(LONGEST) > 0) {
            throw new IllegalStateException("concord.reviews.withhold-at-most must be 1 to 366 days");
        }
    }

    /** From when the review of what was declared then is late. */
    Instant due(Instant declaredAt) {
        LocalDate day = day(declaredAt);
        int left = settings.dueWithin();
        while (left > 0) {
            day = day.plusDays(1);
            if (isWorked(day)) {
                left--;
            }
        }
        return after(day);
    }

    private boolean isWorked(LocalDate day) {
        return !WEEKEND.contains(day.getDayOfWeek())
                && !settings.holidays().orElse(Set.of()).contains(day);
    }

    /** Today. */
    public LocalDate today() {
        return day(clock.instant());
    }

    /** The last day until which records may be withheld by a decision of today. */
    public LocalDate latest() {
        return today().plusDays(settings.withholdAtMost().toDays());
    }

    /** The day of an instant. */
    public static LocalDate day(Instant instant) {
        return instant.atZone(LONDON).toLocalDate();
    }

    /** The first instant after a day. */
    static Instant after(LocalDate day) {
        return day.plusDays(1).atStartOfDay(LONDON).toInstant();
    }

    /** A day as people read it, such as {@code 27 March 2027}. */
    static String said(LocalDate day) {
        return PageTimes.day(day.atStartOfDay(LONDON).toInstant());
    }

    /** The last day before an instant at which a day begins. */
    public static LocalDate lastDayBefore(Instant end) {
        return day(end.minusMillis(1));
    }
}
