package uk.concord.consent.state;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import uk.concord.consent.patient.PatientRegister;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** Lets an operator fill the state topic again. */
@Path("/patients/republish")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "State")
class RepublishResource {

    private final Republication republication;
    private final PatientRegister register;
    private final Caller caller;

    RepublishResource(Republication republication, PatientRegister register, Caller caller) {
        this.republication = republication;
        this.register = register;
        this.caller = caller;
    }

    /**
     * @param order the order's id
     * @param patients how many states will be sent
     */
    record Ordered(UUID order, long patients) {}

    @POST
    @Blocking
    @RolesAllowed(Roles.OPERATOR)
    @Operation(operationId = "republishStates", summary = "Sends every patient's state to Kafka again")
    @APIResponse(
            responseCode = "202",
            description = "Ordered",
            content = @Content(schema = @Schema(implementation = Ordered.class)))
    public RestResponse<Ordered> republish() {
        UUID order = republication.order(caller.asActor(AuditActor.Capacity.STAFF));
        return RestResponse.status(RestResponse.Status.ACCEPTED, new Ordered(order, register.count()));
    }
}
