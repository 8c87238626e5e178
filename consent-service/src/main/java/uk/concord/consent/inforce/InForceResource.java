package uk.concord.consent.inforce;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.patient.RegisteredPatient;
import uk.concord.consent.patient.SignedInPatient;
import uk.concord.consent.policyservice.PolicyService;
import uk.concord.consent.policyservice.PolicyService.HeldRevision;
import uk.concord.consent.policyservice.PolicyServiceUnavailableException;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Tells a patient whether her choice holds. */
@Path("/me/preferences/in-force")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "My preferences")
class InForceResource {

    private static final Logger LOG = Logger.getLogger(InForceResource.class);

    private final SignedInPatient signedIn;
    private final PolicyService policy;

    InForceResource(SignedInPatient signedIn, PolicyService policy) {
        this.signedIn = signedIn;
        this.policy = policy;
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
                    ProblemType.INVALID_REQUEST, "Your choices have no such revision; the latest is " + patient.revision() + ".");
        }
        return RestResponse.ResponseBuilder.ok(held(patient)
                        .map(held -> new InForce(wanted, held.revision() >= wanted, held.revision(), held.since()))
                        .orElse(new InForce(wanted, false, null, null)))
                .header("Cache-Control", "no-store")
                .build();
    }

    private Optional<HeldRevision> held(RegisteredPatient patient) {
        try {
            return policy.held(patient.id());
        } catch (PolicyServiceUnavailableException e) {
            LOG.warnf(e, "can't tell whether a revision is in force patient=%s", patient.id());
            return Optional.empty();
        }
    }
}
