package uk.concord.policy.register;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What entries looked like in earlier versions, turned into what they look like now. What was stored stays as it is and is
 * read through this; documents that were written for an earlier version can still be imported.
 */
final class OldForms {

    private static final String ONE_EXCEPTION = "statutory_exception";
    private static final String EXCEPTIONS = "statutory_exceptions";

    private OldForms() {}

    /** The same in today's form. */
    static JsonNode renewed(Kind kind, JsonNode entry) {
        if (kind != Kind.AGREEMENTS || !entry.has(ONE_EXCEPTION) || !entry.isObject()) {
            return entry;
        }
        ObjectNode renewed = entry.deepCopy();
        JsonNode exception = renewed.remove(ONE_EXCEPTION);
        if (!exception.isNull() && !renewed.has(EXCEPTIONS)) {
            renewed.putArray(EXCEPTIONS).add(exception);
        }
        return renewed;
    }
}
