package uk.concord.consent.choice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** The end of each journey: check the answers, confirm them or drop them. */
@Path("/choices")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.PATIENT)
class CheckPages {

    private final Visits visits;
    private final Drafts drafts;
    private final Confirmation confirmation;
    private final Consequences consequences;

    CheckPages(Visits visits, Drafts drafts, Confirmation confirmation, Consequences consequences) {
        this.visits = visits;
        this.drafts = drafts;
        this.confirmation = confirmation;
        this.consequences = consequences;
    }

    @CheckedTemplate(basePath = "choice")
    static class Templates {
        static native TemplateInstance check(Check check);
    }

    @GET
    @Path("{journey}/check")
    @Blocking
    @Operation(hidden = true)
    public Response check(@PathParam("journey") String name) {
        return check(visits.changing(), JourneyDraft.journey(name), false);
    }

    @POST
    @Path("{journey}/confirm")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response confirm(
            @PathParam("journey") String name,
            @FormParam("answers") @Nullable String tag,
            @FormParam("revision") @Nullable Long revision) {
        Journey journey = JourneyDraft.journey(name);
        Visit visit = visits.changing();
        if (tag == null || revision == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Confirm with the button on the page.");
        }
        try {
            return switch (confirmation.confirm(visit, journey, tag, revision)) {
                case RECORDED, RECORDED_BEFORE -> Pages.seeOther(Journey.DONE);
                case NO_DRAFT ->
                    throw new ProblemException(
                            ProblemType.CONFLICT,
                            "These answers are not here any more, so nothing was recorded. They were cancelled, or older than a"
                                    + " day. Please begin again.");
                case OTHER_DRAFT -> check(visit, journey, true);
            };
        } catch (ProblemException e) {
            if (e.type().equals(ProblemType.STALE_REVISION)) {
                return check(visits.changing(), journey, true);
            }
            throw e;
        }
    }

    @POST
    @Path("{journey}/cancel")
    @Blocking
    @Operation(hidden = true)
    public Response cancel(@PathParam("journey") String name) {
        Visit visit = visits.changing();
        drafts.delete(
                visit.patient().id(), visit.scheme(JourneyDraft.journey(name)).id());
        return Pages.seeOther(Journey.START);
    }

    private Response check(Visit visit, Journey journey, boolean refused) {
        Optional<Draft> draft =
                drafts.find(visit.patient().id(), visit.scheme(journey).id());
        if (draft.isEmpty()) {
            return Pages.seeOther(journey.path());
        }
        String next = journey.next(draft.get().answers(), visit.today());
        if (!next.equals(journey.checkPath())) {
            return Pages.seeOther(next);
        }
        Check check = consequences.of(visit, journey, draft.get(), refused);
        return refused ? Pages.of(Pages.CONFLICT, Templates.check(check)) : Pages.ok(Templates.check(check));
    }
}
