package uk.concord.kernel.problem;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What the text of a value must look like, where its type alone tells that.
 *
 * @param words as they follow "must be"
 * @param read throws a {@link RuntimeException} for any other text
 */
record ValueForm(String words, Function<String, ?> read) {

    private static final ValueForm WHOLE_NUMBER = new ValueForm("a whole number", Long::valueOf);
    private static final ValueForm SMALL_NUMBER = new ValueForm("a whole number", Integer::valueOf);
    private static final ValueForm TRUE_OR_FALSE = new ValueForm("true or false", ValueForm::trueOrFalse);
    private static final Map<Class<?>, ValueForm> FORMS = Map.of(
            Instant.class, new ValueForm("an instant, such as 2026-11-24T18:30:00Z", Instant::parse),
            LocalDate.class, new ValueForm("a date, such as 2026-11-24", LocalDate::parse),
            UUID.class, new ValueForm("a UUID, such as 0191f7a0-0000-7000-8000-00000000000a", UUID::fromString),
            Integer.class, SMALL_NUMBER,
            int.class, SMALL_NUMBER,
            Long.class, WHOLE_NUMBER,
            long.class, WHOLE_NUMBER,
            Boolean.class, TRUE_OR_FALSE,
            boolean.class, TRUE_OR_FALSE);

    static Optional<ValueForm> of(Class<?> type) {
        return Optional.ofNullable(FORMS.get(type));
    }

    private static Boolean trueOrFalse(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    boolean fits(String text) {
        try {
            return read.apply(text) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }
}
