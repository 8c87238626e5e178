package uk.concord.consent.patient;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.kernel.security.Roles;

/** The patient register over HTTP. */
@Path("/patients")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Patient register")
class PatientResource {

    /** One JSON object on each line. */
    private static final String NDJSON = "application/x-ndjson";

    private final PatientRegister register;
    private final Registration registration;
    private final ObjectReader json;
    private final Caller caller;

    PatientResource(PatientRegister register, Registration registration, ObjectMapper json, Caller caller) {
        this.register = register;
        this.registration = registration;
        this.json = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.caller = caller;
    }

    /** @param nhsNumber whom to look for */
    record Lookup(@JsonProperty("nhs_number") @Nullable NhsNumber nhsNumber) {}

    record Found(PatientId patient) {}

    @POST
    @Path("/import")
    @Consumes(NDJSON)
    @Blocking
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "importPatients",
            summary = "Puts people on the patient register",
            description = "One JSON object {\"nhs_number\": \"...\"} on each line; read as it comes. Can be sent again.")
    public ImportReport read(InputStream lines) throws IOException {
        AuditActor actor = caller.asActor(AuditActor.Capacity.STAFF);
        return new PatientImport(registration, json, actor).read(new BufferedInputStream(lines));
    }

    @POST
    @Path("/lookup")
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SERVICE)
    @Operation(operationId = "lookUpPatient", summary = "The patient id to which an NHS number leads")
    public Found lookUp(@Nullable Lookup wanted) {
        if (wanted == null || wanted.nhsNumber() == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Give the NHS number as the member nhs_number.");
        }
        return register.find(wanted.nhsNumber())
                .map(Found::new)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "Nobody with this NHS number is on the patient register."));
    }
}
