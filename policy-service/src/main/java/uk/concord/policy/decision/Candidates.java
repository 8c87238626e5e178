package uk.concord.policy.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.policy.opa.Opa;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.PartnerSystem;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.RegisterView;

/**
 * What a search may find: nothing but what its caller supplied or holds. About a patient's record these are the NHS numbers or
 * user ids in {@code properties.candidates} of what is searched for, the organisations that the partner system speaks for, and the
 * actions for each registered purpose. About another type of resource the release's module for it says them.
 */
@ApplicationScoped
class Candidates {

    private static final List<String> ACTIONS = List.of("read", "search");
    private static final String ORGANISATION = "organisation";

    private final RegisterView register;
    private final Opa opa;
    private final AccessSettings settings;
    private final Clock clock;

    Candidates(RegisterView register, Opa opa, AccessSettings settings, Clock clock) {
        this.register = register;
        this.opa = opa;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whole entities to put in the place of the one that is searched for, in an order that stays. */
    List<ObjectNode> of(SearchKind kind, JsonNode root, PartnerSystem system) {
        String type = root.path("resource").path("type").textValue();
        if (!Question.PatientRecord.TYPE.equals(type)) {
            return fromRules(kind, root, type == null ? "" : type);
        }
        return switch (kind) {
            case RESOURCE -> supplied(kind, root);
            case SUBJECT -> isOrganisation(root) ? organisations(root, system) : supplied(kind, root);
            case ACTION -> actions();
        };
    }

    private static boolean isOrganisation(JsonNode root) {
        JsonNode subject = root.path("subject");
        return ORGANISATION.equals(subject.path("type").textValue())
                && !subject.path("properties").has("candidates");
    }

    private List<ObjectNode> supplied(SearchKind kind, JsonNode root) {
        Member properties = new Member("", root)
                .object(kind.member())
                .optionalObject("properties")
                .orElse(null);
        if (properties == null) {
            return List.of();
        }
        List<ObjectNode> found = new ArrayList<>();
        for (String id : properties.optionalTexts("candidates", settings.mostCandidates())) {
            ObjectNode one = root.path(kind.member()).deepCopy();
            one.put("id", id);
            ObjectNode its = (ObjectNode) one.path("properties");
            its.remove("candidates");
            if (kind == SearchKind.SUBJECT
                    && ORGANISATION.equals(one.path("type").textValue())) {
                its.put(ORGANISATION, id);
            }
            found.add(one);
        }
        return found;
    }

    private static List<ObjectNode> organisations(JsonNode root, PartnerSystem system) {
        List<ObjectNode> found = new ArrayList<>();
        for (OdsCode code : system.requesterFor().stream().sorted().toList()) {
            ObjectNode one = root.path("subject").deepCopy();
            one.put("id", code.value());
            ObjectNode properties = one.path("properties").isObject()
                    ? (ObjectNode) one.path("properties")
                    : one.putObject("properties");
            properties.put(ORGANISATION, code.value());
            found.add(one);
        }
        return found;
    }

    private List<ObjectNode> actions() {
        List<ObjectNode> found = new ArrayList<>();
        for (var thing : register.latest().all(Kind.PURPOSES)) {
            // Under break-glass something is asked for when it is needed, not to see what there would be.
            if (thing instanceof Purpose purpose && !purpose.needsGrant()) {
                for (String name : ACTIONS) {
                    ObjectNode one = JsonNodeFactory.instance.objectNode();
                    one.put("name", name).putObject("properties").put("purpose", purpose.id());
                    found.add(one);
                }
            }
        }
        return found;
    }

    private List<ObjectNode> fromRules(SearchKind kind, JsonNode root, String type) {
        JsonNode empty = JsonNodeFactory.instance.objectNode();
        Facts.Members members = new Facts.Members(
                root.path("subject").isObject() ? root.path("subject") : empty,
                root.path("action").isObject() ? root.path("action") : empty,
                root.path("resource"),
                root.path("context").isObject() ? root.path("context") : null);
        Facts.Asked asked = new Facts.Asked(
                type,
                members.action().path("name").asText(""),
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                null);
        JsonNode results = opa.candidates(
                Map.of("facts", new Facts(asked, null, null, members), "at", clock.instant(), "search", kind.member()));
        List<ObjectNode> found = new ArrayList<>();
        for (JsonNode candidate : results) {
            JsonNode sought = root.path(kind.member());
            boolean ofTheType = kind == SearchKind.ACTION
                    ? candidate.path("name").isTextual()
                    : candidate.path("id").isTextual() && candidate.path("type").equals(sought.path("type"));
            if (ofTheType) {
                ObjectNode one = sought.isObject() ? sought.deepCopy() : JsonNodeFactory.instance.objectNode();
                one.setAll((ObjectNode) candidate);
                found.add(one);
            }
        }
        return found;
    }
}
