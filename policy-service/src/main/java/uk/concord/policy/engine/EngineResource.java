package uk.concord.policy.engine;

import static uk.concord.kernel.security.Roles.CALDICOTT_GUARDIAN;
import static uk.concord.kernel.security.Roles.OPERATOR;
import static uk.concord.kernel.security.Roles.POLICY_APPROVER;
import static uk.concord.kernel.security.Roles.POLICY_AUTHOR;
import static uk.concord.kernel.security.Roles.REGIONAL_IG_OFFICER;
import static uk.concord.kernel.security.Roles.SERVICE;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The policy engines that have reported lately. */
@Path("/engines")
@Produces(MediaType.APPLICATION_JSON)
class EngineResource {

    private final Engines engines;

    EngineResource(Engines engines) {
        this.engines = engines;
    }

    @GET
    @RolesAllowed({POLICY_AUTHOR, POLICY_APPROVER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, OPERATOR, SERVICE})
    @Operation(summary = "Which bundles each policy engine has, and what is alarming")
    public List<Engine> all() {
        return engines.all();
    }
}
