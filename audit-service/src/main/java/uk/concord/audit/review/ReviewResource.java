package uk.concord.audit.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.Page;
import uk.concord.kernel.input.SeenRevision;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** The reviews of break-glass over HTTP. A move needs the ETag of what was seen, and is recorded before it is answered. */
@Path("/audit/reviews")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Tag(name = "Reviews of break-glass", description = "For officers; each reading and each move is itself a record.")
class ReviewResource {

    private static final int LINES = 50;

    private final Reviews reviews;
    private final ReviewMoves moves;
    private final Clock clock;

    ReviewResource(Reviews reviews, ReviewMoves moves, Clock clock) {
        this.reviews = reviews;
        this.moves = moves;
        this.clock = clock;
    }

    /** What was found, in the officer's words. */
    record Found(@Nullable String finding) {}

    /** Why the records are kept from the patient, and the last day of it. */
    record Withholding(
            @Nullable String reason,
            @JsonProperty("review_on") @Nullable LocalDate reviewOn) {}

    /** Why the records are no longer kept from the patient. */
    record Showing(@Nullable String reason) {}

    /** Some reviews, in the order of the queue. */
    record Queue(List<ReviewView> reviews, @Nullable String next) {}

    @GET
    @Operation(summary = "The queue: overdue first, then what is due soonest")
    public Response queue(
            @QueryParam("state") @Nullable String state,
            @QueryParam("overdue") @Nullable String overdue,
            @QueryParam("withheld") @Nullable String withheld,
            @QueryParam("after") @Nullable String after) {
        Page<Review> page = reviews.queue(ReviewQuery.of(state, overdue, withheld), after, LINES);
        Instant now = clock.instant();
        return unstored(Response.ok(new Queue(
                page.records().stream()
                        .map(review -> ReviewView.of(review, now))
                        .toList(),
                page.next())));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One review: the declaration, what was done under it, and the moves so far")
    public Response one(@PathParam("id") String id) {
        OpenedReview opened = reviews.open(id, "review");
        return tagged(opened.review(), ReviewView.Whole.of(opened, clock.instant()));
    }

    @POST
    @Path("/{id}/take")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Begin to look into it")
    public Response take(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return moved(id, Move.TAKE, MoveInput.NOTHING, ifMatch);
    }

    @POST
    @Path("/{id}/justify")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find the emergency justified")
    public Response justify(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Found found) {
        return moved(id, Move.JUSTIFY, MoveInput.of(present(found).finding(), null), ifMatch);
    }

    @POST
    @Path("/{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Find the emergency not justified")
    public Response reject(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Found found) {
        return moved(id, Move.REJECT, MoveInput.of(present(found).finding(), null), ifMatch);
    }

    @POST
    @Path("/{id}/close")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Close it: what follows from the finding was done")
    public Response close(@PathParam("id") String id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return moved(id, Move.CLOSE, MoveInput.NOTHING, ifMatch);
    }

    @POST
    @Path("/{id}/withhold")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Keep its records from the patient until a date, or until a later one")
    public Response withhold(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Withholding withholding) {
        Withholding wanted = present(withholding);
        return moved(id, Move.WITHHOLD, MoveInput.of(wanted.reason(), wanted.reviewOn()), ifMatch);
    }

    @POST
    @Path("/{id}/show")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Show its records to the patient again")
    public Response show(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Nullable Showing showing) {
        return moved(id, Move.SHOW, MoveInput.of(present(showing).reason(), null), ifMatch);
    }

    private Response moved(String id, Move move, MoveInput input, @Nullable String ifMatch) {
        Review review = moves.make(id, move, input, SeenRevision.parse(ifMatch, "review"));
        return tagged(review, ReviewView.of(review, clock.instant()));
    }

    private static <T> T present(@Nullable T body) {
        if (body == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Send a JSON object that says why.");
        }
        return body;
    }

    private static Response tagged(Review review, Object answer) {
        return unstored(Response.ok(answer)
                .header(HttpHeaders.ETAG, SeenRevision.tag(review.standing().revision())));
    }

    private static Response unstored(Response.ResponseBuilder answer) {
        return answer.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
