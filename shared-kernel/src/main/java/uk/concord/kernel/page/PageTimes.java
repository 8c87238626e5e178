package uk.concord.kernel.page;

import io.quarkus.qute.TemplateExtension;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people in the region read them: {@code {instant.said}}, {@code {instant.day}}. */
@TemplateExtension
public final class PageTimes {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final DateTimeFormatter SAID =
            DateTimeFormatter.ofPattern("d MMMM uuuu 'at' h:mma", Locale.UK).withZone(LONDON);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).withZone(LONDON);

    private PageTimes() {}

    /** Such as {@code 23 November 2026 at 2:05pm}, by the clocks of the United Kingdom. */
    public static String said(Instant instant) {
        return SAID.format(instant).replace("AM", "am").replace("PM", "pm");
    }

    /** Such as {@code 23 November 2026}. */
    public static String day(Instant instant) {
        return DAY.format(instant);
    }
}
