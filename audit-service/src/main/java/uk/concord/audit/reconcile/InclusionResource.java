package uk.concord.audit.reconcile;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.handover.HandoverAnswer;
import uk.concord.kernel.handover.HandoverQuestion;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** Whether what our own services handed over is in the ledger. */
@Path("/audit/inclusion")
@RolesAllowed(Roles.SERVICE)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "Operation")
class InclusionResource {

    private final Inclusion inclusion;
    private final Caller caller;

    InclusionResource(Inclusion inclusion, Caller caller) {
        this.inclusion = inclusion;
        this.caller = caller;
    }

    // Not a record: it would be handed over and asked for in its turn, without end. Nor is it a reading of the audit:
    // whoever asks brings ids that it made itself, and learns of no record what it says.
    @POST
    @Operation(
            summary = "Which of these events that Kafka acknowledged the ledger lacks, for the services that sent them")
    public HandoverAnswer ask(@Nullable HandoverQuestion question) {
        if (question == null) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Send a JSON object with \"list\", \"counts\", \"settled_ms\" and \"events\".");
        }
        return inclusion.of(caller.client(), question);
    }
}
