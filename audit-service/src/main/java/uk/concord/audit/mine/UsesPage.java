package uk.concord.audit.mine;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.Names;
import uk.concord.audit.trail.Cursor;
import uk.concord.audit.trail.Page;
import uk.concord.kernel.security.Roles;

/** The page on which a patient reads who asked about her and who looked. */
@Path("/uses")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Roles.PATIENT)
class UsesPage {

    private static final int ON_A_PAGE = 20;

    private final MyUses uses;
    private final Names names;

    UsesPage(MyUses uses, Names names) {
        this.uses = uses;
        this.names = names;
    }

    @CheckedTemplate(basePath = "mine")
    static class Templates {
        static native TemplateInstance uses(List<SpokenUse> uses, @Nullable String older, boolean newest);
    }

    @GET
    @Blocking
    @Operation(hidden = true)
    public Response uses(@QueryParam("after") @Nullable String after) {
        SpokenUse.Speaker speaker = new SpokenUse.Speaker(names.current());
        Page<SpokenUse> page = uses.read(Cursor.of(after, ON_A_PAGE), speaker::say);
        return Response.ok(Templates.uses(page.records(), page.next(), after == null)
                        .render())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
