package uk.concord.audit.trail.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import uk.concord.audit.trail.TrailReading;
import uk.concord.audit.verify.WholeLedger;
import uk.concord.kernel.security.Roles;

/** What needs attention, and the ledger as a whole. */
@Path("/trail")
@RolesAllowed({Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces("text/html; charset=utf-8")
class OverviewResource {

    private static final String LEDGER = "/trail/ledger";

    private final OverviewPages overview;
    private final LedgerPages ledgerPages;
    private final WholeLedger ledger;
    private final TrailReading reading;

    OverviewResource(OverviewPages overview, LedgerPages ledgerPages, WholeLedger ledger, TrailReading reading) {
        this.overview = overview;
        this.ledgerPages = ledgerPages;
        this.ledger = ledger;
        this.reading = reading;
    }

    @CheckedTemplate(basePath = "trail")
    static class Templates {
        static native TemplateInstance overview(OverviewPage page);

        static native TemplateInstance ledger(LedgerPage page);
    }

    @GET
    @Operation(hidden = true)
    public Response attention() {
        return unstored(Templates.overview(overview.now()));
    }

    // Not a reading of records: what the page says of the ledger is public, so looking at it again and again isn't
    // recorded.
    @GET
    @Path("/ledger")
    @Operation(hidden = true)
    public Response ledger() {
        return unstored(Templates.ledger(ledgerPages.now()));
    }

    @POST
    @Path("/ledger/check")
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response check() {
        reading.recordLedgerCheck();
        ledger.start();
        return Response.seeOther(URI.create(LEDGER))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response unstored(TemplateInstance page) {
        return Response.ok(page.render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
