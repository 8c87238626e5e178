package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What a resource's security labels say of its kind; those of contained resources and of single elements count for the whole. */
final class Labels {

    private static final Set<String> NOT_RESTRICTED = Set.of("U", "L", "M", "N");
    private static final Label TEST_DATA = new Label(Label.ACT_REASON, "HTEST");
    private static final Label RESTRICTED = new Label(Label.CONFIDENTIALITY, "R");
    // HL7's DS4P implementation guide: a label on a single element.
    private static final String INLINE_LABEL = "inline-sec-label";

    private Labels() {}

    /**
     * The categories that the labels put the resource into; nothing if one of them isn't understood, and the resource must
     * therefore be withheld. "Restricted" is understood where another label, or the register, says why.
     */
    static Optional<Set<String>> categories(JsonNode resource, Categories register) {
        Set<String> categories = new HashSet<>();
        boolean restricted = false;
        for (Label label : in(resource)) {
            Set<String> known = register.ofLabel(label);
            if (!known.isEmpty()) {
                categories.addAll(known);
            } else if (label.equals(RESTRICTED)) {
                restricted = true;
            } else if (!saysNothing(label)) {
                return Optional.empty();
            }
        }
        return restricted && categories.isEmpty() ? Optional.empty() : Optional.of(categories);
    }

    private static Set<Label> in(JsonNode resource) {
        Set<Label> labels = new HashSet<>();
        Tree.objects(resource, node -> {
            JsonNode security = node.path("meta").path("security");
            security.forEach(coding -> labels.add(label(coding)));
            if (security.isObject()) {
                // Not FHIR, which wants a list; but a label all the same.
                labels.add(label(security));
            }
            if (node.path("url").asText().endsWith(INLINE_LABEL)) {
                labels.add(label(node.path("valueCoding")));
            }
        });
        return labels;
    }

    private static Label label(JsonNode coding) {
        return new Label(coding.path("system").asText(), coding.path("code").asText());
    }

    private static boolean saysNothing(Label label) {
        return label.equals(TEST_DATA)
                || label.system().equals(Label.CONFIDENTIALITY) && NOT_RESTRICTED.contains(label.code());
    }
}
