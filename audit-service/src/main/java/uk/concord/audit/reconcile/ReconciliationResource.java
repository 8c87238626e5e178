package uk.concord.audit.reconcile;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import uk.concord.kernel.security.Roles;

/** What the comparison of sources, topic and ledger has found, for operators and for those who answer for the ledger. */
@Path("/audit/reconciliation")
@RolesAllowed({Roles.OPERATOR, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Operation")
class ReconciliationResource {

    private final ReconciliationReports reports;

    ReconciliationResource(ReconciliationReports reports) {
        this.reports = reports;
    }

    @GET
    @Operation(
            summary =
                    "Whether each event that a service handed over, and each that Kafka took, is in the ledger: counts by source, and gaps")
    public ReconciliationReport report() {
        return reports.now();
    }
}
