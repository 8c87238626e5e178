package uk.concord.policy.release;

import static uk.concord.kernel.security.Roles.CALDICOTT_GUARDIAN;
import static uk.concord.kernel.security.Roles.OPERATOR;
import static uk.concord.kernel.security.Roles.POLICY_APPROVER;
import static uk.concord.kernel.security.Roles.POLICY_AUTHOR;
import static uk.concord.kernel.security.Roles.REGIONAL_IG_OFFICER;
import static uk.concord.kernel.security.Roles.SERVICE;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;
import uk.concord.policy.opa.ActiveRevisions;
import uk.concord.policy.opa.Opa;
import uk.concord.policy.opa.OpaUnavailableException;

/** Releases over HTTP: an author drafts, another person approves. */
@Path("/releases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class ReleaseResource {

    private static final int LONGEST_NOTE = 2_000;

    private final Releases releases;
    private final ReleaseLimits limits;
    private final TrialCompilation trial;
    private final Opa opa;
    private final Caller caller;

    ReleaseResource(Releases releases, ReleaseLimits limits, TrialCompilation trial, Opa opa, Caller caller) {
        this.releases = releases;
        this.limits = limits;
        this.trial = trial;
        this.opa = opa;
        this.caller = caller;
    }

    /**
     * The live release and what the policy engine beside this replica holds.
     *
     * @param engine null while it doesn't answer
     */
    record Current(ReleaseSummary release, @Nullable ActiveRevisions engine) {}

    @GET
    @RolesAllowed({POLICY_AUTHOR, POLICY_APPROVER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, OPERATOR, SERVICE})
    public List<ReleaseSummary> all() {
        return releases.all();
    }

    @GET
    @Path("/current")
    @RolesAllowed({POLICY_AUTHOR, POLICY_APPROVER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, OPERATOR, SERVICE})
    public Current current() {
        try {
            return new Current(releases.current(), opa.active());
        } catch (OpaUnavailableException e) {
            return new Current(releases.current(), null);
        }
    }

    @GET
    @Path("/{number:[0-9]{1,9}}")
    @RolesAllowed({POLICY_AUTHOR, POLICY_APPROVER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, OPERATOR, SERVICE})
    public ReleaseSummary one(@PathParam("number") long number) {
        return releases.one(number);
    }

    @POST
    @RolesAllowed(POLICY_AUTHOR)
    public Response draft(@Nullable Draft draft) {
        if (draft == null
                || draft.note() == null
                || draft.note().isBlank()
                || draft.note().length() > LONGEST_NOTE) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "note is missing: say what changes, and why.");
        }
        if (NumbersInText.isIn(draft.note())) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "note must not hold an NHS number, because records are kept without. Leave it out.");
        }
        SortedMap<String, String> files = releases.merged(draft);
        limits.demand(files);
        trial.demandCompiles(files);
        ReleaseSummary kept = releases.draft(draft, draft.note(), files, caller.asActor(Capacity.STAFF));
        return Response.created(URI.create("/releases/" + kept.number()))
                .entity(kept)
                .build();
    }

    @POST
    @Path("/{number:[0-9]{1,9}}/approval")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed(POLICY_APPROVER)
    public ReleaseSummary approve(@PathParam("number") long number) {
        return releases.approve(number, caller.asActor(Capacity.STAFF));
    }
}
