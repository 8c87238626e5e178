package uk.concord.audit.trail.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.Names;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.trail.ErasedSelectionException;
import uk.concord.audit.trail.LargeSelectionException;
import uk.concord.audit.trail.Selection;
import uk.concord.audit.trail.SelectionReading;
import uk.concord.audit.trail.TrailReading;
import uk.concord.audit.trail.evidence.EvidenceCase;
import uk.concord.audit.trail.evidence.EvidencePack;
import uk.concord.audit.trail.evidence.EvidencePacks;
import uk.concord.kernel.security.Roles;

/** Evidence packs, as a page: what is chosen, for which case and why, and the pack itself. */
@Path(EvidencePagesResource.PATH)
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces("text/html; charset=utf-8")
class EvidencePagesResource {

    static final String PATH = "/trail/evidence";

    private static final int BAD_REQUEST = 400;
    private static final int GONE = 410;

    private final TrailReading trail;
    private final SelectionReading reading;
    private final EvidencePacks packs;
    private final Names names;

    EvidencePagesResource(TrailReading trail, SelectionReading reading, EvidencePacks packs, Names names) {
        this.trail = trail;
        this.reading = reading;
        this.packs = packs;
        this.names = names;
    }

    @CheckedTemplate(basePath = "trail")
    static class Templates {
        static native TemplateInstance evidence(EvidencePage page);
    }

    @GET
    @Operation(hidden = true)
    public Response chosen(@QueryParam("pack") @Nullable String pack) {
        trail.demandAllowed();
        Choice choice = Choice.parse(pack);
        return withoutErased(choice, "", "", () -> answer(Response.ok(), page(choice, "", "", List.of())));
    }

    /** Takes a record into the choice, from its own page. */
    @POST
    @Path("/choose")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response choose(@RestForm @Nullable String pack, @RestForm @Nullable List<String> record) {
        trail.demandAllowed();
        return onwards(Choice.parse(pack).with(Choice.named(record)));
    }

    @POST
    @Path("/leave-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response leaveOut(@RestForm @Nullable String pack, @RestForm @Nullable List<String> record) {
        trail.demandAllowed();
        return onwards(Choice.parse(pack).without(Choice.named(record)));
    }

    /** The pack as a file; or, if it can't be made so, the page with what is to be mended. */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces({"text/html; charset=utf-8", EvidencePack.MEDIA_TYPE})
    @Operation(hidden = true)
    public Response make(
            @RestForm @Nullable String pack,
            @RestForm(EvidenceCase.REFERENCE) @Nullable String reference,
            @RestForm @Nullable String reason) {
        trail.demandAllowed();
        Choice choice = Choice.parse(pack);
        List<Fault> faults = new ArrayList<>();
        if (choice.size() == 0) {
            faults.add(new Fault("chosen", "Choose at least one record."));
        }
        EvidenceCase.faults(reference, reason).forEach((field, message) -> faults.add(new Fault(field, message)));
        return withoutErased(
                choice,
                text(reference),
                text(reason),
                () -> faults.isEmpty()
                        ? pack(choice, text(reference), text(reason))
                        : refused(choice, text(reference), text(reason), faults));
    }

    private Response pack(Choice choice, String reference, String reason) {
        try {
            return packs.make(reading.at(choice.places()), EvidenceCase.of(reference, reason))
                    .answer();
        } catch (LargeSelectionException e) {
            return refused(choice, reference, reason, List.of(new Fault("chosen", e.detail())));
        }
    }

    private Response refused(Choice choice, String reference, String reason, List<Fault> faults) {
        return answer(Response.status(BAD_REQUEST), page(choice, reference, reason, faults));
    }

    // A choice lives in an address, where what it names may be erased meanwhile. The page must not end there.
    private Response withoutErased(Choice choice, String reference, String reason, Supplier<Response> answer) {
        try {
            return answer.get();
        } catch (ErasedSelectionException e) {
            Fault fault = new Fault("chosen", e.detail() + " On this page they are no longer chosen.");
            return answer(Response.status(GONE), page(choice.without(e.places()), reference, reason, List.of(fault)));
        }
    }

    private EvidencePage page(Choice choice, String reference, String reason, List<Fault> faults) {
        if (choice.size() == 0) {
            return new EvidencePage(choice, List.of(), reference, reason, faults);
        }
        RegisterNames current = names.current();
        Selection selection = reading.at(choice.places());
        return new EvidencePage(
                choice, reading.show(selection, record -> ResultLine.of(record, current)), reference, reason, faults);
    }

    private static Response onwards(Choice choice) {
        return Response.seeOther(URI.create(PATH + choice.query()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response answer(Response.ResponseBuilder answer, EvidencePage page) {
        return answer.entity(Templates.evidence(page).render())
                .type("text/html; charset=utf-8")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
