package uk.concord.consent.register;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.concord.consent.policyservice.PolicyService;
import uk.concord.consent.policyservice.PolicyServiceUnavailableException;
import uk.concord.kernel.preference.Effect;

/** Reads the code lists from policy-service. */
@ApplicationScoped
class CodeListReader {

    private final PolicyService policy;

    CodeListReader(PolicyService policy) {
        this.policy = policy;
    }

    /**
     * @throws PolicyServiceUnavailableException if one of the lists can't be had
     * @throws IllegalStateException if one isn't what it should be
     */
    CodeLists read() throws PolicyServiceUnavailableException {
        Map<String, Scheme> schemes = new HashMap<>();
        for (JsonNode scheme : list("schemes")) {
            String id = text(scheme, "id");
            schemes.put(
                    id,
                    new Scheme(
                            id,
                            text(scheme, "title"),
                            text(scheme, "owner"),
                            scheme.path("writable").asBoolean(false),
                            effect(text(scheme, "default_effect"))));
        }
        List<Organisation> organisations = new ArrayList<>();
        for (JsonNode organisation : list("organisations")) {
            organisations.add(new Organisation(
                    text(organisation, "ods_code"),
                    text(organisation, "name"),
                    text(organisation, "type"),
                    organisation.path("postcode").textValue(),
                    organisation.path("status").asText().equals("closed")));
        }
        List<Category> categories = new ArrayList<>();
        for (JsonNode category : list("categories")) {
            categories.add(new Category(text(category, "id"), text(category, "title"), text(category, "class")));
        }
        Map<String, String> purposes = new HashMap<>();
        list("purposes").forEach(purpose -> purposes.put(text(purpose, "id"), text(purpose, "title")));
        return new CodeLists(schemes.values(), organisations, categories, purposes);
    }

    private JsonNode list(String kind) throws PolicyServiceUnavailableException {
        JsonNode list = policy.register(kind);
        if (!list.isArray()) {
            throw new IllegalStateException("policy-service answered no list of " + kind);
        }
        return list;
    }

    private static String text(JsonNode element, String member) {
        JsonNode value = element.path(member);
        if (!value.isTextual()) {
            throw new IllegalStateException("an element of the register has no " + member);
        }
        return value.textValue();
    }

    private static Effect effect(String text) {
        return switch (text) {
            case "permit" -> Effect.PERMIT;
            case "deny" -> Effect.DENY;
            default -> throw new IllegalStateException("a scheme's default effect is neither permit nor deny");
        };
    }
}
