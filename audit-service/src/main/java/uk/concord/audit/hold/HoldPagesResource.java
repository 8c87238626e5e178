package uk.concord.audit.hold;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.Names;
import uk.concord.audit.trail.page.Fault;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Legal holds, as a page. */
@Path(HoldPagesResource.PATH)
@RolesAllowed({Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces("text/html; charset=utf-8")
@Blocking
class HoldPagesResource {

    static final String PATH = "/trail/holds";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final LegalHolds holds;
    private final Names names;

    HoldPagesResource(LegalHolds holds, Names names) {
        this.holds = holds;
        this.names = names;
    }

    @CheckedTemplate(basePath = "hold")
    static class Templates {
        static native TemplateInstance holds(HoldPage page);
    }

    @GET
    @Operation(hidden = true)
    public Response list() {
        return page(OK, new HoldForm(), List.of());
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response place(@BeanParam HoldForm form) {
        List<Fault> faults = new ArrayList<>();
        Optional<HoldRequest> request = form.request(faults);
        if (request.isPresent()) {
            try {
                holds.place(request.get());
                return done();
            } catch (ProblemException e) {
                if (e.type().status() != ProblemType.UNPROCESSABLE.status()) {
                    throw e;
                }
                faults.add(new Fault(HoldForm.HELD, e.detail()));
            }
        }
        return page(BAD_REQUEST, form, faults);
    }

    @POST
    @Path("/{id}/release")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response release(@PathParam("id") String id, @RestForm @Nullable String reason) {
        List<Fault> faults = new ArrayList<>();
        HoldForm.demandWords(
                "release-" + id, reason, "Enter why the hold is released", LegalHolds.LONGEST_REASON, faults);
        if (!faults.isEmpty()) {
            return page(BAD_REQUEST, new HoldForm(), faults);
        }
        holds.release(id, reason);
        return done();
    }

    private static Response done() {
        return Response.seeOther(URI.create(PATH))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private Response page(int status, HoldForm form, List<Fault> faults) {
        HoldPage page = HoldPage.of(holds.all(), form, faults, names.current());
        return Response.status(status)
                .entity(Templates.holds(page).render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
