package uk.concord.kernel.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;

/** What every page shows that differs between regions. */
@Named("site")
@ApplicationScoped
public class Site {

    private final PageSettings settings;

    Site(PageSettings settings) {
        this.settings = settings;
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
}
