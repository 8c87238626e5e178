package uk.concord.audit.trail.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import uk.concord.kernel.audit.AuditType;

/** What a record says of an emergency: that it was declared, ended before its time or reviewed, or that a decision rests on it. */
public final class Emergency {

    private static final String GRANT = "grant";
    private static final Set<String> TYPES = Set.of(AuditType.BREAK_GLASS_DECLARED, AuditType.BREAK_GLASS_ENDED);
    private static final Set<String> REVIEWED =
            Set.of(AuditType.BREAK_GLASS_DECLARED, AuditType.BREAK_GLASS_ENDED, AuditType.BREAK_GLASS_REVIEW);
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");
    private static final Set<String> MEMBERS = Set.of("reason_code", "reason", "relationship", "until");
    private static final Map<String, String> REASONS = Map.of(
            "OVRER", "Treatment that could not wait (OVRER)",
            "OVRPJ", "Professional judgement (OVRPJ)",
            "OVRTPS", "Safety of somebody else (OVRTPS)",
            "OVRPS", "Safety of the public (OVRPS)",
            "OVRINCOMP", "The patient lacked capacity (OVRINCOMP)");

    private Emergency() {}

    /** Why somebody declared an emergency, in words, or the code. */
    public static String reason(String code) {
        return REASONS.getOrDefault(code, code);
    }

    /** Whether a member of the detail of a record of this type is told here. */
    static boolean tells(String type, String member) {
        return member.equals(GRANT) || TYPES.contains(type) && MEMBERS.contains(member);
    }

    /** The section of a record of this type; without rows where there was no emergency. */
    static Row.Section section(String type, JsonNode detail) {
        Rows rows = new Rows();
        if (TYPES.contains(type)) {
            rows.add("Why", detail.path("reason_code"), Emergency::reason)
                    .add("In their words", detail.path("reason"), UnaryOperator.identity())
                    .add("What they have to do with the patient", detail.path("relationship"), UnaryOperator.identity())
                    .add("Ends at the latest", detail.path("until"), ChoiceWords::time);
        }
        String grant = detail.path(GRANT).asText();
        if (REVIEWED.contains(type) && ID.matcher(grant).matches()) {
            rows.addLink("Review", "The review of this emergency", "/trail/reviews/" + grant);
        }
        return rows.add("Declaration", detail.path(GRANT), UnaryOperator.identity())
                .under("The emergency");
    }
}
