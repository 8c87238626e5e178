package uk.concord.policy.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import java.io.IOException;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * Notes what can't be read and lets Jackson go on, so that all of it is found in one reading. What comes of such a reading is
 * worthless.
 */
final class ReadingFaults extends DeserializationProblemHandler {

    /** The attribute of a reading that holds the list of its faults. */
    static final Object NOTED = ReadingFaults.class;

    private static final Map<Class<?>, String> SHAPES = Map.of(
            OdsCode.class, "must be an ODS code: one to nine capital letters or digits, such as RXN or P81002.",
            LocalDate.class, "must be a date, such as 2026-04-01.",
            Duration.class, "must be an ISO 8601 duration, such as P21D.",
            String.class, "must be a text.",
            boolean.class, "must be true or false.");

    @Override
    public @Nullable Object handleWeirdStringValue(
            DeserializationContext context, Class<?> type, String value, String message) {
        note(context, type);
        return null;
    }

    @Override
    public @Nullable Object handleWeirdNumberValue(
            DeserializationContext context, Class<?> type, Number value, String message) {
        note(context, type);
        return null;
    }

    @Override
    public @Nullable Object handleUnexpectedToken(
            DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
            throws IOException {
        note(context, type.getRawClass());
        parser.skipChildren();
        return null;
    }

    @Override
    public @Nullable Object handleInstantiationProblem(
            DeserializationContext context, Class<?> type, @Nullable Object argument, Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof FaultyThingException faulty) {
                faulty.faults().forEach(fault -> note(context, fault.in(place(context))));
                return null;
            }
        }
        if (type == OdsCode.class) {
            note(context, type);
        }
        return null;
    }

    private static void note(DeserializationContext context, Class<?> type) {
        note(context, new Fault(place(context), shape(type)));
    }

    // A member that can't be read is then missing as well; that needn't be said.
    private static void note(DeserializationContext context, Fault fault) {
        @SuppressWarnings("unchecked")
        List<Fault> noted = (List<Fault>) context.getAttribute(NOTED);
        boolean known = noted.stream()
                .anyMatch(other -> other.member().equals(fault.member())
                        || other.member().startsWith(fault.member() + ".")
                        || other.member().startsWith(fault.member() + "["));
        if (!known || fault.member().isEmpty()) {
            noted.add(fault);
        }
    }

    private static String shape(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getFields())
                    .filter(Field::isEnumConstant)
                    .map(field -> field.getAnnotation(JsonProperty.class).value())
                    .collect(Collectors.joining(", ", "must be one of ", "."));
        }
        return SHAPES.getOrDefault(type, "must be an object.");
    }

    private static String place(DeserializationContext context) {
        StringBuilder place = new StringBuilder();
        List<JsonStreamContext> steps = new ArrayList<>();
        for (JsonStreamContext step = context.getParser().getParsingContext(); step != null; step = step.getParent()) {
            steps.addFirst(step);
        }
        for (JsonStreamContext step : steps) {
            if (step.inObject() && step.getCurrentName() != null) {
                place.append(place.isEmpty() ? "" : ".").append(step.getCurrentName());
            } else if (step.inArray()) {
                place.append('[').append(step.getCurrentIndex()).append(']');
            }
        }
        return place.toString();
    }
}
