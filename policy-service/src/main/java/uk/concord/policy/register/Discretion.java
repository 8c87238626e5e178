package uk.concord.policy.register;

import static uk.concord.kernel.security.Roles.CALDICOTT_GUARDIAN;
import static uk.concord.kernel.security.Roles.IG_OFFICER;
import static uk.concord.kernel.security.Roles.POLICY_APPROVER;
import static uk.concord.kernel.security.Roles.POLICY_AUTHOR;
import static uk.concord.kernel.security.Roles.REGIONAL_IG_OFFICER;
import static uk.concord.kernel.security.Roles.REGISTER_OFFICER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import uk.concord.kernel.security.Caller;

/**
 * What of the register is for whom. Officers read it as it is. Partners, services and operators get what they need to ask and
 * to act: not people's names, where an approval's papers are, or what was weighed in the public interest.
 */
@RequestScoped
class Discretion {

    private static final List<String> OFFICERS = List.of(
            IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, REGISTER_OFFICER, POLICY_AUTHOR, POLICY_APPROVER);
    private static final List<String> WEIGHED =
            List.of("author", "justification", "proportionality", "caldicott_consulted");

    private final Caller caller;
    private final RegisterJson json;

    Discretion(Caller caller, RegisterJson json) {
        this.caller = caller;
        this.json = json;
    }

    /** The thing as this caller may see it. */
    JsonNode show(RegisterThing thing) {
        ObjectNode shown = json.tree(thing);
        if (OFFICERS.stream().noneMatch(caller::has)) {
            switch (thing.kind()) {
                case AGREEMENTS -> {
                    shown.path("signatories").forEach(signatory -> ((ObjectNode) signatory).remove("name"));
                    if (shown.get("section_251") instanceof ObjectNode approval) {
                        approval.remove("evidence");
                    }
                }
                case PUBLIC_INTEREST_BASES -> shown.remove(WEIGHED);
                case ORGANISATIONS, PARTNER_SYSTEMS, PURPOSES, CATEGORIES, SCHEMES, DIRECTIONS -> {}
            }
        }
        return shown;
    }
}
