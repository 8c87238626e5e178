package uk.concord.audit.fhir.event;

import java.util.List;
import java.util.Map;

/**
 * Our words for outcomes as codes of FHIR's AuditEvent.outcome. A refusal is a minor failure: by FHIR's definition that is
 * what HTTP answers with a 4xx status; what broke off in the middle is a serious one.
 */
public final class EventOutcome {

    public static final String SUCCESS = "0";
    private static final String MINOR = "4";
    private static final String SERIOUS = "8";
    private static final String MAJOR = "12";

    // In what others record, the words stand for the codes one to one.
    private static final Map<String, String> OTHERS_WORDS =
            Map.of(SUCCESS, "success", MINOR, "minor-failure", SERIOUS, "serious-failure", MAJOR, "major-failure");
    private static final Map<String, List<String>> FAILURES = Map.of(
            MINOR, List.of("deny", "not-found", "minor-failure"),
            SERIOUS, List.of("broken-off", "serious-failure"),
            MAJOR, List.of("major-failure"));

    private EventOutcome() {}

    /** The code of one of our words; what isn't known as a failure succeeded. */
    static String codeOf(String word) {
        return FAILURES.entrySet().stream()
                .filter(entry -> entry.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(SUCCESS);
    }

    /** Whether this is one of FHIR's codes. */
    public static boolean isCode(String code) {
        return OTHERS_WORDS.containsKey(code);
    }

    /** Our words that have this code of a failure. */
    public static List<String> wordsOf(String failure) {
        return FAILURES.getOrDefault(failure, List.of());
    }

    /** Our words for everything that failed. */
    public static List<String> failures() {
        return FAILURES.values().stream().flatMap(List::stream).sorted().toList();
    }

    /** The word under which an event of others is recorded. */
    public static String wordOf(String code) {
        return OTHERS_WORDS.getOrDefault(code, "success");
    }
}
