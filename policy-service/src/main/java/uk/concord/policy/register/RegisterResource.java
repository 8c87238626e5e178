package uk.concord.policy.register;

import static uk.concord.kernel.security.Roles.CALDICOTT_GUARDIAN;
import static uk.concord.kernel.security.Roles.IG_OFFICER;
import static uk.concord.kernel.security.Roles.OPERATOR;
import static uk.concord.kernel.security.Roles.PARTNER;
import static uk.concord.kernel.security.Roles.POLICY_APPROVER;
import static uk.concord.kernel.security.Roles.POLICY_AUTHOR;
import static uk.concord.kernel.security.Roles.REGIONAL_IG_OFFICER;
import static uk.concord.kernel.security.Roles.REGISTER_OFFICER;
import static uk.concord.kernel.security.Roles.SERVICE;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/** The register over HTTP: partners and services read the code lists, register officers change them. */
@Path("/register")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class RegisterResource {

    private final Register register;
    private final RegisterJson json;
    private final Caller caller;

    RegisterResource(Register register, RegisterJson json, Caller caller) {
        this.register = register;
        this.json = json;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({PARTNER, SERVICE, OPERATOR, IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, REGISTER_OFFICER, POLICY_AUTHOR, POLICY_APPROVER})
    Map<String, Long> revision() {
        return Map.of("revision", register.read().revision());
    }

    @GET
    @Path("/{kind}")
    @RolesAllowed({PARTNER, SERVICE, OPERATOR, IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, REGISTER_OFFICER, POLICY_AUTHOR, POLICY_APPROVER})
    List<RegisterThing> list(@PathParam("kind") String kind) {
        return register.read().all(kind(kind));
    }

    @GET
    @Path("/{kind}/{key}")
    @RolesAllowed({PARTNER, SERVICE, OPERATOR, IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, REGISTER_OFFICER, POLICY_AUTHOR, POLICY_APPROVER})
    RegisterThing one(@PathParam("kind") String kind, @PathParam("key") String key) {
        return register.read().find(kind(kind), key).orElseThrow(RegisterResource::nothingHere);
    }

    @PUT
    @Path("/{kind}/{key}")
    @RolesAllowed(REGISTER_OFFICER)
    RegisterOutcome put(@PathParam("kind") String kind, @PathParam("key") String key, @Nullable JsonNode body) {
        RegisterThing thing = json.read(kind(kind), Required.present("The body", body));
        if (!thing.key().equals(key)) {
            throw Required.invalid("The body names another thing than the address.");
        }
        return register.put(
                List.of(thing), by("Put " + kind + "/" + key + " in the register", null));
    }

    @POST
    @Path("/agreements/{id}/suspend")
    @RolesAllowed(REGISTER_OFFICER)
    RegisterOutcome suspend(@PathParam("id") String id, @Nullable Reason reason) {
        return register.move(
                id,
                Set.of(Agreement.Status.ACTIVE),
                Agreement.Status.SUSPENDED,
                by("Suspended the sharing agreement " + id, Required.present("The body", reason).reason()));
    }

    @POST
    @Path("/agreements/{id}/reinstate")
    @RolesAllowed(REGISTER_OFFICER)
    RegisterOutcome reinstate(@PathParam("id") String id, @Nullable Reason reason) {
        return register.move(
                id,
                EnumSet.of(Agreement.Status.SUSPENDED),
                Agreement.Status.ACTIVE,
                by("Reinstated the sharing agreement " + id, Required.present("The body", reason).reason()));
    }

    @POST
    @Path("/import")
    @RolesAllowed({OPERATOR, REGISTER_OFFICER})
    RegisterOutcome load(@Nullable JsonNode document) {
        return register.put(json.readAll(Required.present("The body", document)), by("Imported a register document", null));
    }

    /** Why somebody changes an agreement's state. */
    record Reason(String reason) {
        Reason {
            Required.text("reason", reason);
        }
    }

    private Change by(String summary, @Nullable String reason) {
        return new Change(caller.asActor(Capacity.STAFF), summary, reason);
    }

    private static Kind kind(String path) {
        return Kind.ofPath(path).orElseThrow(RegisterResource::nothingHere);
    }

    private static ProblemException nothingHere() {
        return new ProblemException(ProblemType.NOT_FOUND, "The register holds nothing at this address.");
    }
}
