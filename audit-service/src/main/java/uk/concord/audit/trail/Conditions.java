package uk.concord.audit.trail;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a query, with their values. */
public final class Conditions {

    private final List<String> conditions = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** The same conditions, to which others can be added. */
    Conditions copy() {
        Conditions copy = new Conditions();
        copy.conditions.addAll(conditions);
        copy.values.addAll(values);
        return copy;
    }

    /** Adds a condition with one question mark for each value. */
    public Conditions and(String condition, Object... more) {
        conditions.add("(" + condition + ")");
        for (Object value : more) {
            values.add(value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value);
        }
        return this;
    }

    /** Adds the condition if there is a value. */
    public Conditions andIf(@Nullable Object value, String condition) {
        return value == null ? this : and(condition, value);
    }

    /** Adds a condition that ends in a list of values, if there are any. */
    Conditions andAny(String beforeList, List<String> any) {
        return any.isEmpty()
                ? this
                : and(beforeList + " (" + String.join(", ", Collections.nCopies(any.size(), "?")) + ")", any.toArray());
    }

    /** The clause, with a question mark for each value; empty without conditions. */
    public String text() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    /** Sets the values and returns the number of the next parameter. */
    public int set(PreparedStatement statement) throws SQLException {
        return set(statement, 1);
    }

    /** Sets the values from this parameter on, and returns the number of the next one. */
    int set(PreparedStatement statement, int first) throws SQLException {
        int parameter = first;
        for (Object value : values) {
            statement.setObject(parameter++, value);
        }
        return parameter;
    }
}
