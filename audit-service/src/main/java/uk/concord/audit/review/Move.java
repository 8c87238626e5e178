package uk.concord.audit.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done with a review. */
public enum Move {
    /** An officer begins to look into it. */
    TAKE("taken", null),
    /** The emergency was a good reason. */
    JUSTIFY("justified", "finding"),
    /** It was not. */
    REJECT("not-justified", "finding"),
    /** All that follows from the finding was done. */
    CLOSE("closed", null),
    /** Its records are kept from the patient until a date. */
    WITHHOLD("withheld", "reason"),
    /** Its records are no longer kept from the patient. */
    SHOW("shown", "reason");

    private final String outcome;
    private final @Nullable String words;

    Move(String outcome, @Nullable String words) {
        this.outcome = outcome;
        this.words = words;
    }

    /** As the API's addresses, the records and the database say it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The move with this text. */
    public static Optional<Move> of(String text) {
        return Arrays.stream(values()).filter(move -> move.text().equals(text)).findFirst();
    }

    /** The outcome of its audit record. */
    public String outcome() {
        return outcome;
    }

    /** The member that holds what the officer must write; null if nothing must be written. */
    public @Nullable String words() {
        return words;
    }

    /** Whether it says until when. */
    public boolean needsDate() {
        return this == WITHHOLD;
    }
}
