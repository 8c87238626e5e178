package uk.concord.consent.state;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.patient.PatientRegister;
import uk.concord.consent.preference.Preferences;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** The truth about one patient, for a service whose own copy is too old to decide by. */
@Path("/patients/state")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "State")
class StateResource {

    private final PatientRegister register;
    private final Preferences preferences;

    StateResource(PatientRegister register, Preferences preferences) {
        this.register = register;
        this.preferences = preferences;
    }

    /** One of the two. */
    record StateRequest(
            @JsonProperty("nhs_number") @Nullable NhsNumber nhsNumber, @Nullable PatientId patient) {}

    @POST
    @Blocking
    @Transactional
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.SERVICE)
    @Operation(operationId = "readPatientState", summary = "Everything that a patient says now")
    public PatientState state(@Nullable StateRequest wanted) {
        return find(wanted)
                .flatMap(register::get)
                .map(preferences::state)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "Nobody of this name is on the patient register."));
    }

    private Optional<PatientId> find(@Nullable StateRequest wanted) {
        if (wanted != null && wanted.nhsNumber() != null && wanted.patient() == null) {
            return register.find(wanted.nhsNumber());
        }
        if (wanted != null && wanted.patient() != null && wanted.nhsNumber() == null) {
            return Optional.of(wanted.patient());
        }
        throw new ProblemException(
                ProblemType.INVALID_REQUEST, "Give either the NHS number as nhs_number or the patient id as patient.");
    }
}
