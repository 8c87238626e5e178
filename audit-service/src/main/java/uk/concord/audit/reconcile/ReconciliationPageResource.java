package uk.concord.audit.reconcile;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import uk.concord.kernel.security.Roles;

/** The page of the reconciliation. Counts and ids of events only, so that looking at it isn't a reading of records. */
@Path("/trail/reconciliation")
@RolesAllowed({Roles.OPERATOR, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces("text/html; charset=utf-8")
class ReconciliationPageResource {

    private final ReconciliationReports reports;

    ReconciliationPageResource(ReconciliationReports reports) {
        this.reports = reports;
    }

    @CheckedTemplate(basePath = "trail")
    static class Templates {
        static native TemplateInstance reconciliation(ReconciliationPage page);
    }

    @GET
    @Operation(hidden = true)
    public Response page() {
        return Response.ok(Templates.reconciliation(ReconciliationPage.of(reports.now()))
                        .render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
