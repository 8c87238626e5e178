package uk.concord.policy.revision;

import java.util.Locale;

/** What has a revision that each decision rests on. */
public enum Part {
    REGISTER,
    RELEASE;

    /** The name in the database and in messages. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
