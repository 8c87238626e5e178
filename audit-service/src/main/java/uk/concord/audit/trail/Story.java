package uk.concord.audit.trail;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A record told as a story. It only sorts the members of the record's detail under three questions; what fits none stays in the
 * record.
 *
 * @param what what happened, in one sentence
 * @param asked what was asked, and of whom
 * @param answered what the answer was
 * @param why what it rests on
 */
record Story(String what, Map<String, JsonNode> asked, Map<String, JsonNode> answered, Map<String, JsonNode> why) {

    private static final List<String> ASKED = List.of(
            "question",
            "request",
            "requester",
            "custodian",
            "categories",
            "action",
            "resource",
            "facts",
            "criteria",
            "wording",
            "relationship",
            "choices",
            "before",
            "based_on");
    private static final List<String> ANSWERED = List.of(
            "answer",
            "permitted",
            "withheld",
            "obligations",
            "valid_until",
            "until",
            "status",
            "returned",
            "removed",
            "after",
            "preferences",
            "revision",
            "state",
            "found",
            "withheld_until");
    private static final List<String> WHY = List.of(
            "reasons",
            "gap",
            "agreement",
            "legal_bases",
            "revisions",
            "grant",
            "reason_code",
            "reason",
            "finding",
            "review_on",
            "error");

    static Story of(JsonNode record) {
        JsonNode detail = record.path("detail");
        Map<String, JsonNode> asked = new LinkedHashMap<>();
        pick(record, List.of("patient", "purpose"), asked);
        pick(detail, ASKED, asked);
        Map<String, JsonNode> answered = new LinkedHashMap<>();
        pick(record, List.of("outcome"), answered);
        pick(detail, ANSWERED, answered);
        Map<String, JsonNode> why = new LinkedHashMap<>();
        pick(record, List.of("decision_id"), why);
        pick(detail, WHY, why);
        return new Story(record.path("summary").asText(), asked, answered, why);
    }

    private static void pick(JsonNode from, List<String> members, Map<String, JsonNode> into) {
        for (String member : members) {
            if (from.hasNonNull(member)) {
                into.put(member, from.get(member));
            }
        }
    }
}
