package uk.concord.policy.register.page;

import static uk.concord.kernel.security.Roles.CALDICOTT_GUARDIAN;
import static uk.concord.kernel.security.Roles.IG_OFFICER;
import static uk.concord.kernel.security.Roles.POLICY_APPROVER;
import static uk.concord.kernel.security.Roles.POLICY_AUTHOR;
import static uk.concord.kernel.security.Roles.REGIONAL_IG_OFFICER;
import static uk.concord.kernel.security.Roles.REGISTER_OFFICER;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The register as pages, for those officers who may read it through the API. */
@Path("/governance")
@RolesAllowed({IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, REGISTER_OFFICER, POLICY_AUTHOR, POLICY_APPROVER})
@Produces("text/html; charset=utf-8")
class RegisterPagesResource {

    private final OrganisationPages organisations;
    private final AgreementPages agreements;
    private final GroundPages grounds;

    RegisterPagesResource(OrganisationPages organisations, AgreementPages agreements, GroundPages grounds) {
        this.organisations = organisations;
        this.agreements = agreements;
        this.grounds = grounds;
    }

    @CheckedTemplate(basePath = "governance")
    static class Templates {
        static native TemplateInstance organisations(OrganisationsPage page);

        static native TemplateInstance agreements(List<AgreementPage.Line> lines);

        static native TemplateInstance agreement(AgreementPage page);

        static native TemplateInstance directions(GroundsPage page);
    }

    @GET
    @Path("/organisations")
    @Operation(hidden = true)
    public Response organisations(
            @QueryParam("name") @DefaultValue("") String name, @QueryParam("show") @DefaultValue("") String show) {
        return unstored(Templates.organisations(organisations.organisations(name.strip(), show)));
    }

    @GET
    @Path("/agreements")
    @Operation(hidden = true)
    public Response agreements() {
        return unstored(Templates.agreements(agreements.agreements()));
    }

    @GET
    @Path("/agreements/{id}")
    @Operation(hidden = true)
    public Response agreement(@PathParam("id") String id) {
        return unstored(Templates.agreement(agreements
                .agreement(id)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no sharing agreement at this address."))));
    }

    @GET
    @Path("/directions")
    @Operation(hidden = true)
    public Response directions() {
        return unstored(Templates.directions(grounds.grounds()));
    }

    private static Response unstored(TemplateInstance page) {
        return Response.ok(page.render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
