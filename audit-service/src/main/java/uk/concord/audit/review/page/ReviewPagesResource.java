package uk.concord.audit.review.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.review.Move;
import uk.concord.audit.review.MoveInput;
import uk.concord.audit.review.ReviewDates;
import uk.concord.audit.review.ReviewMoves;
import uk.concord.audit.review.Reviews;
import uk.concord.audit.trail.page.Fault;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** The reviews of break-glass, as pages. A form that can't be taken comes back with what was typed. */
@Path(ReviewPages.PATH)
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces("text/html; charset=utf-8")
class ReviewPagesResource {

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int LINES = 25;
    private static final String FORM = "page";
    // Where a message leads that is about no field.
    private static final String ALL_FORMS = "moves";

    private final Reviews reviews;
    private final ReviewMoves moves;
    private final ReviewPages pages;
    private final ReviewDates dates;

    ReviewPagesResource(Reviews reviews, ReviewMoves moves, ReviewPages pages, ReviewDates dates) {
        this.reviews = reviews;
        this.moves = moves;
        this.pages = pages;
        this.dates = dates;
    }

    @CheckedTemplate(basePath = "trail")
    static class Templates {
        static native TemplateInstance reviews(QueuePage page);

        static native TemplateInstance review(ReviewPage page);
    }

    @GET
    @Operation(hidden = true)
    public Response queue(
            @QueryParam("show") @DefaultValue("open") String show, @QueryParam("after") @Nullable String after) {
        return page(OK, Templates.reviews(pages.queue(Shown.of(show), after, LINES)));
    }

    @GET
    @Path("/{id}")
    @Operation(hidden = true)
    public Response one(@PathParam("id") String id) {
        return page(OK, Templates.review(pages.of(reviews.open(id, FORM), new ReviewForm(), List.of())));
    }

    @POST
    @Path("/{id}/take")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response take(@PathParam("id") String id, @BeanParam ReviewForm form) {
        return moved(id, Move.TAKE, MoveInput.NOTHING, form);
    }

    @POST
    @Path("/{id}/find")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response find(@PathParam("id") String id, @BeanParam ReviewForm form) {
        List<Fault> faults = new ArrayList<>();
        MoveInput input = MoveInput.of(form.finding, null);
        Move move = form.judged(faults).orElse(Move.JUSTIFY);
        if (faults.isEmpty()) {
            return moved(id, move, input, form);
        }
        faults.addAll(faults(move, input, Map.of("finding", "finding")));
        return again(id, form, faults, BAD_REQUEST);
    }

    @POST
    @Path("/{id}/close")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response close(@PathParam("id") String id, @BeanParam ReviewForm form) {
        return moved(id, Move.CLOSE, MoveInput.NOTHING, form);
    }

    @POST
    @Path("/{id}/withhold")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response withhold(@PathParam("id") String id, @BeanParam ReviewForm form) {
        List<Fault> unreadable = new ArrayList<>();
        MoveInput input = MoveInput.of(form.reason, form.date(unreadable));
        if (unreadable.isEmpty()) {
            return moved(id, Move.WITHHOLD, input, form);
        }
        List<Fault> faults = new ArrayList<>(faults(Move.WITHHOLD, input, Map.of("reason", "reason")));
        faults.addAll(unreadable);
        return again(id, form, faults, BAD_REQUEST);
    }

    @POST
    @Path("/{id}/show")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response show(@PathParam("id") String id, @BeanParam ReviewForm form) {
        return moved(id, Move.SHOW, MoveInput.of(form.showing, null), form);
    }

    private Response moved(String id, Move move, MoveInput input, ReviewForm form) {
        Map<String, String> fields = move == Move.SHOW
                ? Map.of("reason", "showing")
                : Map.of("finding", "finding", "reason", "reason", MoveInput.REVIEW_ON, "day");
        List<Fault> faults = faults(move, input, fields);
        if (!faults.isEmpty()) {
            return again(id, form, faults, BAD_REQUEST);
        }
        try {
            moves.make(id, move, input, form.seen());
            return Response.seeOther(URI.create(ReviewPages.PATH + "/" + id))
                    .header(HttpHeaders.CACHE_CONTROL, "no-store")
                    .build();
        } catch (ProblemException e) {
            if (e.type().equals(ProblemType.STALE_REVISION) || e.type().equals(ProblemType.CONFLICT)) {
                return again(
                        id,
                        form,
                        List.of(new Fault(ALL_FORMS, message(e))),
                        e.type().status());
            }
            throw e;
        }
    }

    private static String message(ProblemException e) {
        return e.type().equals(ProblemType.CONFLICT)
                ? "That can’t be done with this review as it stands. Choose from what can be done now."
                : "Somebody else did something with this review in the meantime. Read it again, and decide whether you still want this.";
    }

    /** What is wrong with the input, beside the fields with these ids; members without a field are left out. */
    private List<Fault> faults(Move move, MoveInput input, Map<String, String> fields) {
        List<Fault> faults = new ArrayList<>();
        input.faults(move, dates).forEach((member, message) -> {
            String field = fields.get(member);
            if (field != null) {
                faults.add(new Fault(field, message));
            }
        });
        return faults;
    }

    private Response again(String id, ReviewForm form, List<Fault> faults, int status) {
        return page(status, Templates.review(pages.of(reviews.open(id, FORM), form, faults)));
    }

    private static Response page(int status, TemplateInstance page) {
        return Response.status(status)
                .entity(page.render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
