package uk.concord.audit.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import uk.concord.kernel.identity.Pseudonyms;

/** The people whom a cohort's part names in its detail, by the answer that was given about them. */
public final class CohortPeople {

    private static final Pattern PATIENT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int HALF = 16;
    private static final int HEX = 16;

    private CohortPeople() {}

    /** All of them, sorted, each once. */
    static List<UUID> of(JsonNode detail) throws UnreadableRecordException {
        TreeSet<UUID> people = new TreeSet<>();
        for (JsonNode answer : detail.path("answers")) {
            for (JsonNode patient : answer.path("patients")) {
                if (!PATIENT.matcher(patient.asText()).matches()) {
                    throw new UnreadableRecordException("one of its patients isn't a UUID");
                }
                people.add(UUID.fromString(patient.asText()));
            }
            for (JsonNode pseudonym : answer.path("pseudonyms")) {
                if (!Pseudonyms.FORM.matcher(pseudonym.asText()).matches()) {
                    throw new UnreadableRecordException("one of its pseudonyms isn't 32 hex digits");
                }
                people.add(person(pseudonym.asText()));
            }
        }
        return List.copyOf(people);
    }

    /** What stands for a pseudonym where people are searched. */
    public static UUID person(String pseudonym) {
        return new UUID(
                Long.parseUnsignedLong(pseudonym.substring(0, HALF), HEX),
                Long.parseUnsignedLong(pseudonym.substring(HALF), HEX));
    }

    /** What was answered about one of them: the outcome, what was permitted and withheld. Nothing of anybody else is in it. */
    public static Optional<JsonNode> answerAbout(JsonNode detail, List<String> namesOfOne) {
        for (JsonNode answer : detail.path("answers")) {
            for (String list : List.of("patients", "pseudonyms")) {
                for (JsonNode named : answer.path(list)) {
                    if (namesOfOne.contains(named.asText())) {
                        return Optional.of(answer.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
                                .retain("outcome", "permitted", "withheld", "reasons"));
                    }
                }
            }
        }
        return Optional.empty();
    }
}
