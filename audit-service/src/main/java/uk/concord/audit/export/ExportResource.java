package uk.concord.audit.export;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Subject access (UK GDPR Article 15), for the officers who answer such requests for the region. */
@Path("/audit/exports")
@RolesAllowed({Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Blocking
@Tag(name = "Subject access", description = "All records about one person, with their proofs.")
class ExportResource {

    private final SubjectAccess access;

    ExportResource(SubjectAccess access) {
        this.access = access;
    }

    /** Whose records. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ExportRequest(
            @Schema(type = SchemaType.STRING) @Nullable NhsNumber nhsNumber) {}

    /** The record of the export is safe before the first byte goes out; an archive that breaks off has no directory. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(SubjectAccess.ZIP)
    @Operation(summary = "All records about one person, with their proofs, as a ZIP archive")
    public Response export(@Nullable ExportRequest request) {
        if (request == null || request.nhsNumber() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Say whose records by \"nhs_number\".");
        }
        return access.answer(request.nhsNumber());
    }
}
