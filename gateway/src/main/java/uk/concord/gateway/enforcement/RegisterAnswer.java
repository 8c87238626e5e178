package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads lists of the register, strictly: what isn't there or has another type makes the whole answer unusable. */
final class RegisterAnswer {

    private RegisterAnswer() {}

    /** The list itself, or the member of this name. */
    static JsonNode list(JsonNode answer, String member) {
        JsonNode list = answer.isArray() ? answer : answer.path(member);
        if (!list.isArray()) {
            throw new IllegalArgumentException("the register's answer has no list " + member);
        }
        return list;
    }

    /** The first of these members that is there. */
    static String text(JsonNode entry, String... members) {
        for (String member : members) {
            if (entry.path(member).isTextual()) {
                return entry.path(member).asText();
            }
        }
        throw new IllegalArgumentException("an entry of the register has no " + members[0]);
    }
}
