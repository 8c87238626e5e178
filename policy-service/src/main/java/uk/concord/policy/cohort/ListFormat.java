package uk.concord.policy.cohort;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The forms of lists, in and out. */
enum ListFormat {
    /** One JSON value on each line. */
    NDJSON("application/x-ndjson"),
    /** RFC 4180. */
    CSV("text/csv"),
    /** The national data opt-out service's list: ten digits, a comma, a line feed. */
    OPT_OUT_LIST("text/plain");

    private final String mediaType;

    ListFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** The one with this media type. */
    static Optional<ListFormat> of(@Nullable String contentType) {
        String type =
                contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(format -> format.mediaType.equals(type))
                .findFirst();
    }

    /** The first that an Accept header names, or the other one where it takes anything; nothing if it takes none of them. */
    static Optional<ListFormat> accepted(@Nullable String accept, ListFormat otherwise) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(otherwise);
        }
        for (String part : accept.split(",")) {
            Optional<ListFormat> named = of(part);
            if (named.isPresent()) {
                return named;
            }
            String type = part.split(";", 2)[0].strip();
            if (type.equals("*/*")) {
                return Optional.of(otherwise);
            }
        }
        return Optional.empty();
    }
}
