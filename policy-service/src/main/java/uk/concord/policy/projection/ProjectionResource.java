package uk.concord.policy.projection;

import static uk.concord.kernel.security.Roles.OPERATOR;
import static uk.concord.kernel.security.Roles.SERVICE;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What this replica holds: consent-service asks it before it calls a change "in force". */
@Path("/projection")
@Produces(MediaType.APPLICATION_JSON)
class ProjectionResource {

    private final HeldStates states;
    private final Freshness freshness;

    ProjectionResource(HeldStates states, Freshness freshness) {
        this.states = states;
        this.freshness = freshness;
    }

    /**
     * @param ageMilliseconds of the oldest partition's last heartbeat; null before there was one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(
            @JsonProperty("caught_up") boolean caughtUp,
            boolean fresh,
            @JsonProperty("age_milliseconds") @Nullable Long ageMilliseconds,
            int patients,
            @JsonProperty("unreadable_patients") int unreadablePatients,
            @JsonProperty("unreadable_keys") int unreadableKeys) {}

    @GET
    @RolesAllowed({SERVICE, OPERATOR})
    Status status() {
        Duration age = freshness.age();
        return new Status(
                freshness.hasCaughtUp(),
                freshness.isFresh(),
                age.equals(Freshness.UNKNOWN) ? null : age.toMillis(),
                states.patients(),
                states.unreadable(),
                freshness.unreadableKeys());
    }

    @GET
    @Path("/patients/{patient}")
    @RolesAllowed(SERVICE)
    HeldStates.HeldRevision patient(@PathParam("patient") String patient) {
        try {
            return states.held(PatientId.of(patient)).orElseThrow(ProjectionResource::notHeld);
        } catch (IllegalArgumentException e) {
            throw notHeld();
        }
    }

    private static ProblemException notHeld() {
        return new ProblemException(ProblemType.NOT_FOUND, "No readable state of a patient with this id is held here.");
    }
}
