package uk.concord.audit.export;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.security.Roles;

/** Subject access, as a page with a form that answers the archive. */
@Path("/trail/export")
@RolesAllowed({Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN})
@Blocking
class ExportPageResource {

    private static final String HTML = "text/html; charset=utf-8";
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final SubjectAccess access;

    ExportPageResource(SubjectAccess access) {
        this.access = access;
    }

    @CheckedTemplate(basePath = "export")
    static class Templates {
        static native TemplateInstance export(String number, String fault);
    }

    @GET
    @Operation(hidden = true)
    public Response form() {
        return page(OK, "", "");
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response export(@RestForm("nhs-number") @Nullable String typed) {
        String number = typed == null ? "" : typed.strip();
        return NhsNumber.parse(number.replace(" ", ""))
                .map(access::answer)
                .orElseGet(
                        () -> page(BAD_REQUEST, number, "Enter an NHS number of 10 digits; please check each digit"));
    }

    private static Response page(int status, String number, String fault) {
        return Response.status(status)
                .type(HTML)
                .entity(Templates.export(number, fault).render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
