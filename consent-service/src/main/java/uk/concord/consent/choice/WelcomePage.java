package uk.concord.consent.choice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What this service is, for everybody. */
@Path("/welcome")
@Produces(MediaType.TEXT_HTML)
class WelcomePage {

    @CheckedTemplate(basePath = "choice")
    static class Templates {
        static native TemplateInstance welcome();
    }

    @GET
    @Blocking
    @PermitAll
    @Operation(hidden = true)
    public Response welcome() {
        return Pages.ok(Templates.welcome());
    }
}
