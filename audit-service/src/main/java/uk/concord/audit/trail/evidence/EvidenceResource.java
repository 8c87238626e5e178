package uk.concord.audit.trail.evidence;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.SelectionReading;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Evidence packs for programs. The answer begins after the record that says who asked for it, and for which case. */
@Path("/audit/evidence")
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Tag(name = "The audit trail", description = "For officers; each reading is itself a record.")
class EvidenceResource {

    private final SelectionReading reading;
    private final EvidencePacks packs;

    EvidenceResource(SelectionReading reading, EvidencePacks packs) {
        this.reading = reading;
        this.packs = packs;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(EvidencePack.MEDIA_TYPE)
    @Operation(summary = "Chosen records with their proofs under one checkpoint, and how to check them, in one archive")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = EvidencePack.MEDIA_TYPE))
    @APIResponse(responseCode = "410", description = "Some of the records were erased; the problem names them")
    public Response make(@Nullable EvidenceRequest request) {
        if (request == null) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Send a JSON object with \"records\", \"case\" and \"reason\".");
        }
        EvidenceCase made = EvidenceCase.of(request.reference(), request.reason());
        Set<UUID> chosen = request.chosen();
        return packs.make(reading.withIds(chosen), made).answer();
    }
}
