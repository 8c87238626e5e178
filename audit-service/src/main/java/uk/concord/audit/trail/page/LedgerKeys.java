package uk.concord.audit.trail.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import uk.concord.kernel.audit.AuditType;

/** What a record says of the keys that sign the ledger. It names all keys as they are from then on, and so tells of the change. */
final class LedgerKeys {

    private static final Set<String> MEMBERS = Set.of("origin", "size", "keys");
    private static final String ALL = "/trail/records?type=" + AuditType.LEDGER_KEY_CHANGE;

    private LedgerKeys() {}

    /** Whether a member of the detail of a record of this type is told here. */
    static boolean tells(String type, String member) {
        return type.equals(AuditType.LEDGER_KEY_CHANGE) && MEMBERS.contains(member);
    }

    /** The section of a record of this type; without rows where no key was changed. */
    static Row.Section section(String type, JsonNode detail) {
        Rows rows = new Rows();
        if (type.equals(AuditType.LEDGER_KEY_CHANGE)) {
            rows.addAll("What happened", happened(detail.path("keys")))
                    .add("From when", detail.path("size"), LedgerKeys::from);
            detail.path("keys")
                    .forEach(key -> rows.addAll("Key " + key.path("id").asText(), said(key)));
            rows.add("Name of the ledger", detail.path("origin"), UnaryOperator.identity())
                    .addLink("Other changes", "All changes of the ledger’s keys", ALL);
        }
        return rows.under("The ledger’s keys");
    }

    private static String from(String size) {
        return "From this record on, for signatures over more than " + size + " records.";
    }

    private static List<String> happened(JsonNode keys) {
        List<String> happened = new ArrayList<>();
        if (has("second", keys)) {
            happened.add("Two keys sign the ledger from now on: one is taking the other’s place.");
            happened.add("Until that is done, a check with either of them succeeds.");
        } else {
            happened.add("One key signs the ledger from now on.");
        }
        if (has("former", keys)) {
            happened.add("What a former key signed before stays valid. It signs nothing new.");
        }
        return happened;
    }

    private static boolean has(String role, JsonNode keys) {
        for (JsonNode key : keys) {
            if (key.path("role").asText().equals(role)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> said(JsonNode key) {
        String role = key.path("role").asText();
        return List.of(
                switch (role) {
                    case "current" -> "Signs. It is the one that is given to whoever asks for the ledger’s key.";
                    case "second" -> "Signs as well.";
                    case "former" ->
                        "Signs no more. It counts for signatures over at most "
                                + key.path("until").asText() + " records.";
                    default -> Words.readable(role);
                },
                key.path("key").asText());
    }
}
