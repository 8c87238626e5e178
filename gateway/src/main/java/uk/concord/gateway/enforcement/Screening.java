package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import uk.concord.kernel.identity.NhsNumber;

/** Looks at one resource that a custodian sent, and says whether it may be released. */
final class Screening {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");

    private final String type;
    private final NhsNumber patient;
    private final Decision decision;
    private final Categories categories;
    private final Subjects subjects;

    /** What becomes of a resource. */
    enum Finding {
        RELEASED,
        /** Held back by the decision, or because its labels aren't understood. */
        WITHHELD,
        /** Not what was asked for: of another type, or nothing that can be told to be a resource. */
        NOT_ASKED_FOR,
        /** About somebody else, or nobody can tell about whom. */
        ANOTHER_PATIENT
    }

    Screening(String type, NhsNumber patient, Decision decision, Categories categories, Subjects subjects) {
        this.type = type;
        this.patient = patient;
        this.decision = decision;
        this.categories = categories;
        this.subjects = subjects;
    }

    Finding of(JsonNode resource) {
        boolean asked = resource.path("resourceType").asText().equals(type)
                && ID.matcher(resource.path("id").asText()).matches();
        if (!asked) {
            return Finding.NOT_ASKED_FOR;
        }
        if (!subjects.isAbout(resource, patient)) {
            return Finding.ANOTHER_PATIENT;
        }
        return decision.permits(kinds(resource))
                        && Labels.categories(resource, categories)
                                .map(decision::permits)
                                .orElse(false)
                ? Finding.RELEASED
                : Finding.WITHHELD;
    }

    // A resource is of the kinds of its own type and of those of everything that it contains.
    private Set<String> kinds(JsonNode resource) {
        Set<String> kinds = new HashSet<>();
        Tree.objects(
                resource,
                node -> Optional.of(node.path("resourceType").asText())
                        .filter(name -> !name.isEmpty())
                        .ifPresent(name -> kinds.addAll(categories.ofType(name))));
        return kinds;
    }
}
