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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.inforce.InForce;
import uk.concord.consent.inforce.InForceQuestion;
import uk.concord.consent.preference.OwnPreferences;
import uk.concord.consent.preference.PreferenceVersion;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** What was recorded: whether it holds yet, how to take it back, and all that was ever said. */
@Path("/choices")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.PATIENT)
class RecordPages {

    private final Visits visits;
    private final OwnPreferences preferences;
    private final InForceQuestion inForce;
    private final Reversal reversal;

    RecordPages(Visits visits, OwnPreferences preferences, InForceQuestion inForce, Reversal reversal) {
        this.visits = visits;
        this.preferences = preferences;
        this.inForce = inForce;
        this.reversal = reversal;
    }

    /** A scheme's choice, as it is and as it would be. */
    record Undone(String title, Said now, Said after) {}

    /**
     * A version in words.
     *
     * @param by who made it
     * @param how by which way it came
     * @param wording the question that was shown
     */
    record Past(String title, Said said, Instant at, String by, String how, String wording) {}

    @CheckedTemplate(basePath = "choice")
    static class Templates {
        static native TemplateInstance done(InForce inForce, List<Undone> undoable);

        static native TemplateInstance undo(List<Undone> undone, long revision, boolean refused);

        static native TemplateInstance history(List<Past> versions);
    }

    @GET
    @Path("done")
    @Blocking
    @Operation(hidden = true)
    public Response done() {
        Visit visit = visits.reading();
        long revision = visit.patient().revision();
        if (revision == 0) {
            return Pages.seeOther(Journey.START);
        }
        return Pages.ok(Templates.done(inForce.of(visit.patient(), revision), undone(visit)));
    }

    @GET
    @Path("undo")
    @Blocking
    @Operation(hidden = true)
    public Response undo() {
        return undo(visits.changing(), false);
    }

    @POST
    @Path("undo")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response undo(@FormParam("revision") @Nullable Long revision) {
        Visit visit = visits.changing();
        if (revision == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Undo with the button on the page.");
        }
        if (reversal.undid(visit, revision)) {
            return Pages.seeOther(Journey.DONE);
        }
        List<Reversal.Step> steps = reversal.of(visit);
        if (steps.isEmpty()) {
            return Pages.seeOther(Journey.START);
        }
        try {
            preferences.change(
                    visit.patient(),
                    revision,
                    steps.stream().map(Reversal.Step::choice).toList(),
                    Journey.UNDO_WORDING);
            return Pages.seeOther(Journey.DONE);
        } catch (ProblemException e) {
            if (e.type().equals(ProblemType.STALE_REVISION)) {
                Visit again = visits.changing();
                return reversal.undid(again, revision) ? Pages.seeOther(Journey.DONE) : undo(again, true);
            }
            throw e;
        }
    }

    @GET
    @Path("history")
    @Blocking
    @Operation(hidden = true)
    public Response history() {
        Visit visit = visits.reading();
        return Pages.ok(Templates.history(preferences.history(visit.patient()).stream()
                .map(version -> past(visit, version))
                .toList()));
    }

    private Response undo(Visit visit, boolean refused) {
        List<Undone> undone = undone(visit);
        if (undone.isEmpty()) {
            return Pages.seeOther(Journey.START);
        }
        return Pages.of(
                refused ? Pages.CONFLICT : Response.Status.OK.getStatusCode(),
                Templates.undo(undone, visit.patient().revision(), refused));
    }

    private List<Undone> undone(Visit visit) {
        return reversal.of(visit).stream()
                .map(step -> {
                    Journey journey = visit.journey(step.now().scheme());
                    return new Undone(
                            title(visit, step.now()),
                            visit.said(journey, step.now().inUse()),
                            visit.said(journey, step.before()));
                })
                .toList();
    }

    private static Past past(Visit visit, PreferenceVersion version) {
        Journey journey = visit.journey(version.scheme());
        Said said = version.inUse() == null
                ? new Said("You took your choice back.", List.of())
                : new Words(visit.codes(), version.recordedAt())
                        .said(journey, version.inUse(), visit.scheme(journey).defaultEffect());
        return new Past(
                title(visit, version),
                said,
                version.recordedAt(),
                switch (version.capacity()) {
                    case SELF -> "You";
                    case PROXY -> "Somebody acting for you";
                    case STAFF -> "A member of staff";
                    case SYSTEM -> "A computer system";
                },
                version.channel().equals("online") ? "Online" : "Not online",
                wording(version.wording()));
    }

    private static String title(Visit visit, PreferenceVersion version) {
        return visit.codes()
                .scheme(version.scheme())
                .map(scheme -> scheme.title())
                .orElse("Another choice");
    }

    private static String wording(String id) {
        if (id.equals(Journey.CARE.wording())) {
            return "“Should staff who care for you see your information?”";
        }
        if (id.equals(Journey.RESEARCH.wording())) {
            return "“Should researchers in the region use your information?”";
        }
        return id.equals(Journey.UNDO_WORDING) ? "“Undo this change”" : "The words of another service";
    }
}
