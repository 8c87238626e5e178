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
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The register over HTTP: partners and services read the code lists, register officers change them. */
@Path("/register")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({
    PARTNER,
    SERVICE,
    OPERATOR,
    IG_OFFICER,
    REGIONAL_IG_OFFICER,
    CALDICOTT_GUARDIAN,
    REGISTER_OFFICER,
    POLICY_AUTHOR,
    POLICY_APPROVER
})
class RegisterResource {

    /** The header in which somebody who changes the register says why. */
    static final String REASON = "X-Change-Reason";

    private static final int VERSIONS = 100;

    private final Register register;
    private final RegisterStore store;
    private final RegisterJson json;
    private final ThingEdit edit;
    private final Discretion discretion;
    private final ChangeMaker changes;

    RegisterResource(
            Register register,
            RegisterStore store,
            RegisterJson json,
            ThingEdit edit,
            Discretion discretion,
            ChangeMaker changes) {
        this.register = register;
        this.store = store;
        this.json = json;
        this.edit = edit;
        this.discretion = discretion;
        this.changes = changes;
    }

    @GET
    public Map<String, Long> revision() {
        return Map.of("revision", register.read().revision());
    }

    @GET
    @Path("/{kind}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RegisterThing[].class)))
    public List<JsonNode> list(@PathParam("kind") String kind) {
        return register.read().all(kind(kind)).stream().map(discretion::show).toList();
    }

    @GET
    @Path("/{kind}/{key}")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RegisterThing.class)))
    public Response one(@PathParam("kind") String kind, @PathParam("key") String key) {
        StoredThing found = store.find(kind(kind), key).orElseThrow(RegisterResource::nothingHere);
        return Response.ok(discretion.show(found.thing()))
                .header(HttpHeaders.ETAG, Precondition.tag(found.revision()))
                .build();
    }

    @GET
    @Path("/{kind}/{key}/versions")
    @RolesAllowed({REGIONAL_IG_OFFICER, REGISTER_OFFICER})
    @Transactional
    public List<VersionView> versions(
            @PathParam("kind") String kind,
            @PathParam("key") String key,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before) {
        if (store.find(kind(kind), key).isEmpty()) {
            throw nothingHere();
        }
        return store.versions(kind(kind), key, before, VERSIONS);
    }

    @PUT
    @Path("/{kind}/{key}")
    @RolesAllowed(REGISTER_OFFICER)
    public Response put(
            @PathParam("kind") String kind,
            @PathParam("key") String key,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @HeaderParam(REASON) @Nullable String reason,
            @Nullable JsonNode body) {
        RegisterThing thing = json.read(kind(kind), changes.body(body));
        if (!thing.key().equals(key)) {
            throw ChangeMaker.invalid("The body names another thing than the address.");
        }
        RegisterOutcome outcome = edit.put(
                thing,
                new Precondition(ifMatch, ifNoneMatch),
                changes.of("Put " + kind + "/" + key + " in the register", reason));
        Response.ResponseBuilder answer = Response.ok(outcome);
        store.find(thing.kind(), key)
                .ifPresent(stored -> answer.header(HttpHeaders.ETAG, Precondition.tag(stored.revision())));
        return answer.build();
    }

    private static Kind kind(String path) {
        return Kind.ofPath(path).orElseThrow(RegisterResource::nothingHere);
    }

    private static ProblemException nothingHere() {
        return new ProblemException(ProblemType.NOT_FOUND, "The register holds nothing at this address.");
    }
}
