package uk.concord.audit.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A reminder that was recorded.
 *
 * @param record the id of its audit record
 */
public record Reminder(UUID grant, Kind kind, LocalDate on, UUID record) {

    /** Of what. */
    public enum Kind {
        /** The review is late. */
        OVERDUE,
        /** The patient will soon see what is withheld. */
        WITHHELD;

        /** As records and the database say it. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.text().equals(text))
                    .findFirst();
        }
    }
}
