package uk.concord.audit.fhir;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a search parameter of type date means (FHIR R4 3.1.1.4.7): a value stands for the whole time that its precision leaves
 * open. A date without a zone is one in Europe/London.
 *
 * @param from the first instant; null if there is none
 * @param until the first instant after it; null if there is none
 */
record DateRange(@Nullable Instant from, @Nullable Instant until) {

    /** All time. */
    static final DateRange ALL = new DateRange(null, null);

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Pattern VALUE = Pattern.compile("(eq|ge|gt|le|lt)?([0-9].*)");
    private static final Pattern SECONDS = Pattern.compile(".*T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.([0-9]{1,9}))?.*");
    private static final int YEAR = 4;
    private static final int MONTH = 7;
    private static final int DAY = 10;

    /** @throws uk.concord.kernel.problem.ProblemException 400 if it is none that is understood */
    static DateRange of(String text) {
        // A plus sign in a query is a space.
        Matcher value = VALUE.matcher(text.replace(' ', '+'));
        try {
            if (value.matches()) {
                return of(value.group(1) == null ? "eq" : value.group(1), precise(value.group(2)));
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw Parameters.invalid("The parameter date is eq, ge, gt, le or lt and a FHIR date or instant, such as"
                + " ge2026-11-01 or lt2026-11-20T10:00:00Z.");
    }

    private record Precise(Instant start, Instant end) {}

    private static DateRange of(String prefix, Precise value) {
        return switch (prefix) {
            case "ge" -> new DateRange(value.start(), null);
            case "gt" -> new DateRange(value.end(), null);
            case "le" -> new DateRange(null, value.end());
            case "lt" -> new DateRange(null, value.start());
            default -> new DateRange(value.start(), value.end());
        };
    }

    private static Precise precise(String text) {
        return switch (text.length()) {
            case YEAR ->
                days(Year.parse(text).atDay(1), Year.parse(text).plusYears(1).atDay(1));
            case MONTH ->
                days(
                        YearMonth.parse(text).atDay(1),
                        YearMonth.parse(text).plusMonths(1).atDay(1));
            case DAY -> days(LocalDate.parse(text), LocalDate.parse(text).plusDays(1));
            default -> instant(text);
        };
    }

    private static Precise days(LocalDate first, LocalDate after) {
        return new Precise(
                first.atStartOfDay(LONDON).toInstant(),
                after.atStartOfDay(LONDON).toInstant());
    }

    private static Precise instant(String text) {
        Instant start =
                OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toInstant();
        Matcher seconds = SECONDS.matcher(text);
        if (!seconds.matches()) {
            return new Precise(start, start.plus(1, ChronoUnit.MINUTES));
        }
        String fraction = seconds.group(1);
        long nanos = 1_000_000_000L;
        for (int i = 0; fraction != null && i < fraction.length(); i++) {
            nanos /= 10;
        }
        // The ledger's clock has microseconds.
        return new Precise(start, start.plusNanos(Math.max(nanos, 1_000)));
    }

    /** What is in both. */
    DateRange and(DateRange other) {
        return new DateRange(later(from, other.from), earlier(until, other.until));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
