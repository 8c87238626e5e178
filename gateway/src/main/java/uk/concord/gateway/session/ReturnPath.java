package uk.concord.gateway.session;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where people go after signing in: a path of this platform and never another site (an open redirect helps phishers). */
final class ReturnPath {

    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x5b\\x5d-\\x7e]{0,500}");
    private static final String DEFAULT = "/";

    private ReturnPath() {}

    /** The path to return to; nothing if what was asked isn't one. */
    static Optional<String> of(@Nullable String asked) {
        if (asked == null) {
            return Optional.of(DEFAULT);
        }
        return LOCAL.matcher(asked).matches() && !asked.startsWith(LoginTenant.LOGIN_PATH)
                ? Optional.of(asked)
                : Optional.empty();
    }
}
