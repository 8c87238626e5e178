package uk.concord.policy.release.page;

import static uk.concord.kernel.security.Roles.CALDICOTT_GUARDIAN;
import static uk.concord.kernel.security.Roles.IG_OFFICER;
import static uk.concord.kernel.security.Roles.POLICY_APPROVER;
import static uk.concord.kernel.security.Roles.POLICY_AUTHOR;
import static uk.concord.kernel.security.Roles.REGIONAL_IG_OFFICER;
import static uk.concord.kernel.security.Roles.REGISTER_OFFICER;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import uk.concord.kernel.page.PageTimes;
import uk.concord.policy.engine.Engine;
import uk.concord.policy.engine.Engines;
import uk.concord.policy.release.ReleaseSummary;
import uk.concord.policy.release.Releases;

/** The release in force, as a page. */
@Path("/governance/rules")
@RolesAllowed({IG_OFFICER, REGIONAL_IG_OFFICER, CALDICOTT_GUARDIAN, REGISTER_OFFICER, POLICY_AUTHOR, POLICY_APPROVER})
@Produces("text/html; charset=utf-8")
class RulesPageResource {

    private static final String WORDING = "concord/wording/data.json";
    private static final String SHIPPED_BY = "policy-service";

    private final Releases releases;
    private final Wording wording;
    private final Engines engines;

    RulesPageResource(Releases releases, Wording wording, Engines engines) {
        this.releases = releases;
        this.wording = wording;
        this.engines = engines;
    }

    private static RulesPage.Held held(Engine engine) {
        return new RulesPage.Held(
                engine.name(),
                engine.partner() == null ? "The platform" : engine.partner(),
                engine.release() == null ? "None yet" : engine.release(),
                engine.register() == null ? "None yet" : engine.register(),
                PageTimes.said(engine.reportedAt()),
                engine.silent(),
                engine.alarms().stream()
                        .map(alarm -> switch (alarm) {
                            case BUNDLE_REFUSED -> "It refuses a bundle and keeps the last good one: " + engine.fault();
                            case BEHIND -> "It still has an old release or register";
                        })
                        .collect(Collectors.joining(". ")));
    }

    @CheckedTemplate(basePath = "governance")
    static class Templates {
        static native TemplateInstance rules(RulesPage page);
    }

    @GET
    @Operation(hidden = true)
    public Response rules() {
        ReleaseSummary release = releases.current();
        String texts = releases.live().files().get(WORDING);
        boolean shipped = SHIPPED_BY.equals(release.author());
        RulesPage page = new RulesPage(
                release.number(),
                release.note(),
                shipped ? "" : release.author(),
                PageTimes.said(release.draftedAt()),
                shipped || release.approvedBy() == null ? "" : release.approvedBy(),
                release.approvedAt() == null ? "" : PageTimes.said(release.approvedAt()),
                wording.reasons(texts),
                wording.gaps(texts),
                engines.all().stream().map(RulesPageResource::held).toList());
        return Response.ok(Templates.rules(page).render())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }
}
