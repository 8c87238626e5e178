package uk.concord.consent.inforce;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.patient.SignedInPatient;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Tells a patient whether her choice holds. */
@Path("/me/preferences/in-force")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "My preferences")
class InForceResource {

    private final SignedInPatient signedIn;
    private final InForceQuestion question;

    InForceResource(SignedInPatient signedIn, InForceQuestion question) {
        this.signedIn = signedIn;
        this.question = question;
    }

    @GET
    @Blocking
    @RolesAllowed(Roles.PATIENT)
    @Operation(
            operationId = "isMyPreferenceInForce",
            summary = "Whether decisions are made by this revision of my choices already",
            description = "in_force is true only if policy-service has said that it holds the revision or a later one.")
    public RestResponse<InForce> get(@QueryParam("revision") @Nullable Long revision) {
        RegisteredPatient patient = signedIn.patient();
        long wanted = revision == null ? patient.revision() : revision;
        if (wanted < 0 || wanted > patient.revision()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Your choices have no such revision; the latest is " + patient.revision() + ".");
        }
        return RestResponse.ResponseBuilder.ok(question.of(patient, wanted))
                .header("Cache-Control", "no-store")
                .build();
    }
}
