package uk.concord.kernel.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What every page shows that differs between regions. */
@Named("site")
@ApplicationScoped
public class Site {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("h:mma", Locale.UK);

    private final PageSettings settings;
    private final Clock clock;

    Site(PageSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public String helpTelephone() {
        return settings.helpTelephone();
    }

    public String helpHours() {
        return settings.helpHours();
    }

    public String region() {
        return settings.region();
    }

    /** After how many minutes without use a session ends. */
    public long sessionMinutes() {
        return settings.sessionIdle().toMinutes();
    }

    /** When the session of somebody who does no more than read this page ends, such as {@code 2:35pm}. */
    public String sessionEnds() {
        return TIME.format(clock.instant().plus(settings.sessionIdle()).atZone(LONDON))
                .toLowerCase(Locale.UK);
    }
}
