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
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.identity.Pseudonyms;
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
    private final Pseudonyms pseudonyms;
    private final ObjectReader json;
    private final Caller caller;

    PatientResource(
            PatientRegister register,
            Registration registration,
            Pseudonyms pseudonyms,
            ObjectMapper json,
            Caller caller) {
        this.register = register;
        this.registration = registration;
        this.pseudonyms = pseudonyms;
        this.json = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        this.caller = caller;
    }

    /** Whom to look for: one of the two. */
    record Lookup(
            @JsonProperty("nhs_number") @Nullable NhsNumber nhsNumber,
            @Nullable PatientId patient) {}

    /**
     * Under which names the audit may have recorded her.
     *
     * @param pseudonyms of all NHS numbers that lead to her, sorted, so that their order tells nothing of the numbers
     */
    record Found(PatientId patient, List<String> pseudonyms) {}

    @POST
    @Path("/import")
    @Consumes(NDJSON)
    @Blocking
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            operationId = "importPatients",
            summary = "Puts people on the patient register",
            description =
                    "One JSON object {\"nhs_number\": \"...\"} on each line; read as it comes. Can be sent again.")
    public ImportReport read(InputStream lines) throws IOException {
        AuditActor actor = caller.asActor(AuditActor.Capacity.STAFF);
        return new PatientImport(registration, json, actor).read(new BufferedInputStream(lines));
    }

    @POST
    @Path("/lookup")
    @Blocking
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SERVICE)
    @Operation(
            operationId = "lookUpPatient",
            summary = "The patient to whom an NHS number leads, or with this id, and the pseudonyms of all her numbers")
    public Found lookUp(@Nullable Lookup wanted) {
        return find(wanted)
                .flatMap(register::get)
                .map(this::found)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "Nobody with this NHS number or id is on the patient register."));
    }

    private Optional<PatientId> find(@Nullable Lookup wanted) {
        if (wanted != null && wanted.nhsNumber() != null && wanted.patient() == null) {
            return register.find(wanted.nhsNumber());
        }
        if (wanted != null && wanted.patient() != null && wanted.nhsNumber() == null) {
            return Optional.of(wanted.patient());
        }
        throw new ProblemException(
                ProblemType.INVALID_REQUEST, "Give either the NHS number as nhs_number or the patient id as patient.");
    }

    private Found found(RegisteredPatient patient) {
        return new Found(
                patient.id(),
                patient.numbers().stream().map(pseudonyms::of).sorted().toList());
    }
}
