package uk.concord.consent.choice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.choice.JourneyDraft.Open;
import uk.concord.kernel.security.Roles;

/** The first question of each journey, and how long a no holds. */
@Path("/choices")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.PATIENT)
class SharingPages {

    private final JourneyDraft drafts;

    SharingPages(JourneyDraft drafts) {
        this.drafts = drafts;
    }

    @CheckedTemplate(basePath = "choice")
    static class Templates {
        static native TemplateInstance care(String selected, List<FieldError> errors);

        static native TemplateInstance research(String selected, List<FieldError> errors);
    }

    @GET
    @Path("{journey}")
    @Blocking
    @Operation(hidden = true)
    public Response question(@PathParam("journey") String name) {
        Journey journey = JourneyDraft.journey(name);
        Sharing sharing = drafts.begin(journey).answers().sharing();
        return Pages.ok(question(journey, sharing == null ? "" : sharing.name().toLowerCase(Locale.ROOT), List.of()));
    }

    @POST
    @Path("{journey}")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response answer(@PathParam("journey") String name, @FormParam("sharing") @Nullable String sharing) {
        Journey journey = JourneyDraft.journey(name);
        Open open = drafts.begin(journey);
        Sharing answer = switch (sharing) {
            case "yes" -> Sharing.YES;
            case "no" -> Sharing.NO;
            case "but" -> journey == Journey.CARE ? Sharing.BUT : null;
            case null, default -> null;
        };
        if (answer == null) {
            FieldError error = new FieldError("sharing-yes", "Select yes or no to go on");
            return Pages.of(Pages.BAD_REQUEST, question(journey, "", List.of(error)));
        }
        return drafts.save(open, open.answers().sharing(answer));
    }

    @GET
    @Path("care/until")
    @Blocking
    @Operation(hidden = true)
    public Response until() {
        return drafts.open(Journey.CARE)
                .map(open -> Pages.ok(until(UntilForm.of(open.answers().ending()), List.of())))
                .orElseGet(() -> Pages.seeOther(Journey.CARE.path()));
    }

    @POST
    @Path("care/until")
    @Blocking
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response until(@BeanParam UntilForm form) {
        return drafts.open(Journey.CARE)
                .map(open -> switch (form.read(open.visit().today())) {
                    case UntilForm.Read.Good good ->
                        drafts.save(open, open.answers().ending(good.ending()));
                    case UntilForm.Read.Bad bad -> Pages.of(Pages.BAD_REQUEST, until(form, bad.errors()));
                })
                .orElseGet(() -> Pages.seeOther(Journey.CARE.path()));
    }

    private static TemplateInstance question(Journey journey, String selected, List<FieldError> errors) {
        return switch (journey) {
            case CARE -> Templates.care(selected, errors);
            case RESEARCH -> Templates.research(selected, errors);
        };
    }

    private static TemplateInstance until(UntilForm form, List<FieldError> errors) {
        return UntilPage.of(
                "How long should your answer be no?",
                Journey.CARE.path() + "/until",
                Journey.CARE.path(),
                form,
                errors);
    }
}
