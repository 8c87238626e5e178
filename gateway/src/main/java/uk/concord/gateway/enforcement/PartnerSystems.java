package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.concord.kernel.identity.OdsCode;

/** Which organisations a partner system may speak for. Used to find a default only: whether it may is policy-service's to say. */
record PartnerSystems(Map<String, List<String>> organisations) {

    /**
     * Reads the answer of {@code GET /register/partner-systems}.
     *
     * @throws IllegalArgumentException if it isn't one
     */
    static PartnerSystems read(JsonNode answer) {
        Map<String, List<String>> organisations = new HashMap<>();
        for (JsonNode entry : RegisterAnswer.list(answer)) {
            List<String> codes = new ArrayList<>();
            entry.path("requester_for").forEach(code -> codes.add(code.asText()));
            organisations.put(RegisterAnswer.text(entry, "client_id"), List.copyOf(codes));
        }
        return new PartnerSystems(Map.copyOf(organisations));
    }

    /** The client's organisation, if it has exactly one. */
    Optional<OdsCode> onlyOrganisation(String client) {
        List<String> codes = organisations.getOrDefault(client, List.of());
        return codes.size() == 1 ? Optional.of(new OdsCode(codes.getFirst())) : Optional.empty();
    }
}
