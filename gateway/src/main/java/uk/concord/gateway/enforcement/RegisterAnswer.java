package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads lists of the register, strictly: what isn't there or has another type makes the whole answer unusable. */
final class RegisterAnswer {

    private RegisterAnswer() {}

    static JsonNode list(JsonNode answer) {
        if (!answer.isArray()) {
            throw new IllegalArgumentException("the register's answer is no list");
        }
        return answer;
    }

    static String text(JsonNode entry, String member) {
        if (!entry.path(member).isTextual()) {
            throw new IllegalArgumentException("an entry of the register has no " + member);
        }
        return entry.path(member).asText();
    }
}
