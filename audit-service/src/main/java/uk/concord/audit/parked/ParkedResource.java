package uk.concord.audit.parked;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Events that couldn't be recorded, for operators. */
@Path("/audit/parked")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operation")
class ParkedResource {

    private static final int PAGE = 100;
    private static final int MOST_AT_ONCE = 1_000;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    private final ParkedEvents events;
    private final ParkedReplay replay;

    ParkedResource(ParkedEvents events, ParkedReplay replay) {
        this.events = events;
        this.replay = replay;
    }

    /**
     * Some of them.
     *
     * @param waiting how many in all nobody has sent again
     * @param next sent as {@code after} it gives the page that follows; null: there is none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ParkedPage(
            List<ParkedEvent> events,
            long waiting,
            @Nullable String next) {}

    /** Numbers of parked events, both included. */
    record Range(@Nullable Long from, @Nullable Long to) {}

    /**
     * What was done.
     *
     * @param sent how many were sent again
     * @param gone how many can't be, because Kafka doesn't hold their bytes any more
     * @param waiting how many in all still wait
     */
    record Replayed(int sent, int gone, long waiting) {}

    @GET
    @Operation(summary = "Events that couldn't be recorded, and what became of them; newest first")
    public ParkedPage page(@QueryParam("after") @Nullable String after) {
        if (after != null && !NUMBER.matcher(after).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "\"after\" must be the \"next\" of the page before, unchanged.");
        }
        List<ParkedEvent> found = events.page(after == null ? Long.MAX_VALUE : Long.parseLong(after), PAGE + 1);
        boolean more = found.size() > PAGE;
        List<ParkedEvent> page = more ? found.subList(0, PAGE) : found;
        return new ParkedPage(
                page, events.waiting(), more ? String.valueOf(page.getLast().number()) : null);
    }

    @POST
    @Path("/{number}/replay")
    @Consumes(MediaType.WILDCARD)
    @Operation(summary = "Send one again, to where it came from")
    public ParkedEvent replay(@PathParam("number") String number) {
        ParkedEvents.Kept parked = find(number);
        if (parked.event().state() != ParkedEvent.State.WAITING) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "This event was sent again on " + parked.event().replayedAt()
                            + ". If it couldn't be recorded again it is parked under a new number.");
        }
        if (replay.replay(List.of(parked)) == 0) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "Kafka doesn't hold the bytes of this event any more, so it can't be sent again.");
        }
        return find(number).event();
    }

    @POST
    @Path("/replay")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Send again those of a range that nobody has sent again, at most 1,000 at once")
    public Replayed replayRange(@Nullable Range range) {
        if (range == null || range.from() == null || range.to() == null || range.from() > range.to()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "Send {\"from\": …, \"to\": …} with the numbers of the first and the last event; \"from\" isn't above"
                            + " \"to\".");
        }
        List<ParkedEvents.Kept> waiting = events.waiting(range.from(), range.to(), MOST_AT_ONCE);
        int sent = replay.replay(waiting);
        return new Replayed(sent, waiting.size() - sent, events.waiting());
    }

    private ParkedEvents.Kept find(String number) {
        if (!NUMBER.matcher(number).matches()) {
            throw notFound();
        }
        return events.find(Long.parseLong(number)).orElseThrow(ParkedResource::notFound);
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND, "No event is parked under this number.");
    }
}
