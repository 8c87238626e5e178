package uk.concord.consent.choice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
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
import uk.concord.consent.register.Category;
import uk.concord.consent.register.Scheme;
import uk.concord.kernel.preference.SchemePreference;
import uk.concord.kernel.security.Roles;

/** Where a patient begins: who may use her information, for what, and what is set today. */
@Path("/choices")
@Produces(MediaType.TEXT_HTML)
class StartPage {

    private final Visits visits;
    private final Drafts drafts;
    private final InForceQuestion inForce;
    private final Reversal reversal;

    StartPage(Visits visits, Drafts drafts, InForceQuestion inForce, Reversal reversal) {
        this.visits = visits;
        this.drafts = drafts;
        this.inForce = inForce;
        this.reversal = reversal;
    }

    /**
     * A choice as it stands.
     *
     * @param since when it was made; null if none was
     * @param path where it is changed
     * @param begun where she left unconfirmed answers; null if she hasn't
     */
    record Standing(
            String title,
            Said said,
            @Nullable Instant since,
            String path,
            @Nullable String begun) {}

    /**
     * @param sensitive kinds that aren't shown for care unless she asks for it
     * @param others schemes that others keep
     * @param inForce null if she has never made a choice
     */
    record Start(
            Standing care,
            Standing research,
            List<String> sensitive,
            List<Scheme> others,
            @Nullable InForce inForce,
            boolean canUndo) {}

    @CheckedTemplate(basePath = "choice")
    static class Templates {
        static native TemplateInstance start(Start start);
    }

    @GET
    @Blocking
    @RolesAllowed(Roles.PATIENT)
    @Operation(hidden = true)
    public Response start() {
        Visit visit = visits.reading();
        long revision = visit.patient().revision();
        return Pages.ok(Templates.start(new Start(
                standing(visit, Journey.CARE),
                standing(visit, Journey.RESEARCH),
                visit.codes().categories().stream()
                        .filter(Category::sensitive)
                        .map(Category::title)
                        .toList(),
                visit.codes().schemes().stream()
                        .filter(scheme -> !scheme.writable())
                        .toList(),
                revision == 0 ? null : inForce.of(visit.patient(), revision),
                !reversal.of(visit).isEmpty())));
    }

    private Standing standing(Visit visit, Journey journey) {
        SchemePreference preference = visit.preference(journey);
        Scheme scheme = visit.scheme(journey);
        return new Standing(
                scheme.title(),
                visit.said(journey, preference),
                preference == null ? null : preference.since(),
                journey.path(),
                drafts.find(visit.patient().id(), scheme.id())
                        .map(draft -> journey.next(draft.answers(), visit.today()))
                        .orElse(null));
    }
}
