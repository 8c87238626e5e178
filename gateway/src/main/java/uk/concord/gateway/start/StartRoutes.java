package uk.concord.gateway.start;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import uk.concord.gateway.caller.Callers;
import uk.concord.gateway.caller.Identity;
import uk.concord.gateway.edge.RateLimit;
import uk.concord.gateway.edge.Refusals;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/** Where a visit begins ({@code /}: each to what is theirs), where it ends, and the assets of all pages. */
@ApplicationScoped
class StartRoutes {

    private static final int ORDER = 1_000;
    private static final int SEE_OTHER = 303;
    private static final Set<String> OFFICERS =
            Set.of(Roles.IG_OFFICER, Roles.REGIONAL_IG_OFFICER, Roles.CALDICOTT_GUARDIAN);

    private final Callers callers;
    private final RateLimit rate;
    private final Refusals refusals;

    StartRoutes(Callers callers, RateLimit rate, Refusals refusals) {
        this.callers = callers;
        this.rate = rate;
        this.refusals = refusals;
    }

    @CheckedTemplate(basePath = "gateway")
    static class Templates {
        static native TemplateInstance signedOut();
    }

    void register(@Observes Router router) {
        router.route(HttpMethod.GET, "/").order(ORDER).handler(this::start);
        router.route(HttpMethod.GET, "/signed-out").order(ORDER).handler(this::signedOut);
    }

    private void start(RoutingContext request) {
        if (!rate.admits(request, RateLimit.addressOf(request))) {
            return;
        }
        callers.identify(request).subscribe().with(identity -> lead(request, identity), request::fail);
    }

    private void lead(RoutingContext request, Identity identity) {
        switch (identity) {
            case Identity.Known known -> redirect(request, homeOf(known.roles()));
            case Identity.Unknowable unknowable ->
                refusals.send(
                        request,
                        ProblemType.UNAVAILABLE,
                        "It can't be checked now who you are. Try again in a few seconds.");
            case Identity.Unadmitted nobody -> redirect(request, "/welcome");
        }
    }

    private static String homeOf(Set<String> roles) {
        if (roles.contains(Roles.PATIENT)) {
            return "/choices";
        }
        return roles.stream().anyMatch(OFFICERS::contains) ? "/trail" : "/welcome";
    }

    private void signedOut(RoutingContext request) {
        if (rate.admits(request, RateLimit.addressOf(request))) {
            request.response()
                    .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8")
                    .end(Templates.signedOut().render());
        }
    }

    private static void redirect(RoutingContext request, String to) {
        request.response()
                .setStatusCode(SEE_OTHER)
                .putHeader(HttpHeaders.LOCATION, to)
                .end();
    }
}
