package uk.concord.audit.trail.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How pages say what records have as codes of our own. */
final class Words {

    /** What is said in place of a record's type, and of its outcome, if it was altered. */
    static final String ALTERED_RECORD = "Altered record";

    static final String ALTERED = "Altered";
    static final String ALTERED_TAG = "nhsuk-tag--red";

    private static final Map<String, String> TYPES = inOrder(
            "decision", "Decision about a request",
            "cohort", "Question about many people",
            "cohort-part", "Decision about some of many people",
            "access", "Information given out",
            "break-glass-declared", "Emergency declared",
            "break-glass-ended", "Emergency ended early",
            "break-glass-review", "Review of an emergency",
            "preference-change", "Choice changed",
            "patient-registered", "Patient registered",
            "register-change", "Register changed",
            "release-change", "Rules changed",
            "audit-read", "Audit trail read",
            "sign-in", "Signed in",
            "sign-out", "Signed out",
            "operation", "Operator’s action",
            "erasure", "Records erased",
            "legal-hold", "Legal hold",
            "ledger-key-change", "Keys of the ledger changed",
            "external", "Use in another system");
    private static final Map<String, String> OUTCOMES = inOrder(
            "permit", "Allowed",
            "partial", "Allowed in part",
            "deny", "Refused",
            "declared", "Declared",
            "ended", "Ended",
            "taken", "Review taken",
            "justified", "Justified",
            "not-justified", "Not justified",
            "closed", "Closed",
            "withheld", "Withheld from the patient",
            "shown", "Shown to the patient again",
            "reminded", "Reminded",
            "answered", "Answered one by one",
            "begun", "Begun",
            "complete", "Answered to the end",
            "broken-off", "Broken off",
            "changed", "Changed",
            "read", "Read",
            "not-found", "Not found",
            "started", "Started",
            "accepted", "Accepted",
            "drafted", "Drafted",
            "approved", "Approved",
            "registered", "Registered",
            "signed-in", "Signed in",
            "signed-out", "Signed out",
            "erased", "Erased",
            "exported", "Exported",
            "placed", "Placed",
            "released", "Released",
            "success", "Done",
            "minor-failure", "Failed",
            "serious-failure", "Failed with an error",
            "major-failure", "Failed, and the system with it");
    private static final Map<String, String> CAPACITIES = Map.of(
            "self", "The patient",
            "proxy", "Somebody who acts for the patient",
            "staff", "A member of staff",
            "system", "A system by itself");
    private static final Map<String, String> SOURCES = Map.of(
            "gateway", "The gateway",
            "policy-service", "The decision service",
            "consent-service", "The choices service",
            "audit-service", "The audit service");

    private Words() {}

    /** One choice in a list. */
    record Option(String value, String label, boolean chosen) {}

    static String type(String code) {
        return TYPES.getOrDefault(code, readable(code));
    }

    static String outcome(String code) {
        return OUTCOMES.getOrDefault(code, readable(code));
    }

    static String capacity(String code) {
        return CAPACITIES.getOrDefault(code, readable(code));
    }

    static String source(String code) {
        return SOURCES.getOrDefault(code, code);
    }

    /** The class that colours an outcome's tag; the word alone says it, too. */
    static String tag(String outcome) {
        return switch (outcome) {
            case "permit" -> "nhsuk-tag--green";
            case "partial" -> "nhsuk-tag--yellow";
            case "deny", "not-found" -> "nhsuk-tag--red";
            default -> "nhsuk-tag--grey";
        };
    }

    static List<Option> types(String chosen) {
        return options(TYPES, chosen);
    }

    /** The outcomes, and after them a gap, which is a refusal of one kind. */
    static List<Option> outcomes(String chosen) {
        Map<String, String> all = new LinkedHashMap<>(OUTCOMES);
        all.put(SearchAddress.GAP, "Refused: something isn’t registered");
        return options(all, chosen);
    }

    /** Options in the map's order; what is chosen is there even if nobody knows its name. */
    static List<Option> options(Map<String, String> labels, String chosen) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        if (!chosen.isEmpty()) {
            all.putIfAbsent(chosen, chosen);
        }
        return all.entrySet().stream()
                .map(entry -> new Option(
                        entry.getKey(), entry.getValue(), entry.getKey().equals(chosen)))
                .toList();
    }

    /** A code as words: {@code resource_type} is "Resource type". */
    static String readable(String code) {
        String words = code.replace('_', ' ').replace('-', ' ');
        return words.isEmpty() ? words : words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    private static Map<String, String> inOrder(String... pairs) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
