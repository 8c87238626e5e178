package uk.concord.audit.review;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a review stands. */
public enum ReviewState {
    /** Nobody has taken it yet. */
    DECLARED,
    /** An officer looks into it. */
    UNDER_REVIEW,
    /** The emergency was a good reason. */
    JUSTIFIED,
    /** It was not. */
    NOT_JUSTIFIED,
    /** All that had to follow from the finding was done. */
    CLOSED;

    /** As the API, the records and the database say it. */
    @JsonValue
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The state with this text. */
    public static Optional<ReviewState> of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }

    /** Whether somebody must still find out if the emergency was justified. */
    public boolean awaitsFinding() {
        return this == DECLARED || this == UNDER_REVIEW;
    }
}
