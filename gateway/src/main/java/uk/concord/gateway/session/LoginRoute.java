package uk.concord.gateway.session;

import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.gateway.caller.Callers;
import uk.concord.gateway.edge.RateLimit;
import uk.concord.gateway.edge.Refusals;
import uk.concord.kernel.audit.AuditUnavailableException;
import uk.concord.kernel.problem.ProblemType;

/** The only address that sends anybody to the sign-in service, and to which that service sends them back. */
@ApplicationScoped
class LoginRoute {

    private static final Logger LOG = Logger.getLogger(LoginRoute.class);
    private static final int ORDER = 1_000;
    private static final int SEE_OTHER = 303;

    private final Refusals refusals;
    private final RateLimit rate;

    LoginRoute(Refusals refusals, RateLimit rate) {
        this.refusals = refusals;
        this.rate = rate;
    }

    void register(@Observes Router router) {
        router.route(LoginTenant.LOGIN_PATH).order(ORDER).handler(this::login);
    }

    private void login(RoutingContext request) {
        if (request.request().method() != HttpMethod.GET) {
            refusals.send(request, ProblemType.METHOD_NOT_ALLOWED, "Sign in with GET.");
            return;
        }
        Optional<String> returnTo = ReturnPath.of(request.request().getParam("return_to"));
        if (returnTo.isEmpty()) {
            refusals.send(
                    request,
                    ProblemType.INVALID_REQUEST,
                    "return_to must be a path of this platform that begins with one slash.");
            return;
        }
        if (rate.admits(request, RateLimit.addressOf(request))) {
            Callers.authenticate(request)
                    .subscribe()
                    .with(identity -> known(request, identity, returnTo.get()), failure -> failed(request, failure));
        }
    }

    private void known(RoutingContext request, @Nullable SecurityIdentity identity, String returnTo) {
        if (identity == null || identity.isAnonymous()) {
            challenge(request);
        } else {
            redirect(request, SEE_OTHER, returnTo);
        }
    }

    private void failed(RoutingContext request, Throwable failure) {
        switch (failure) {
            case AuthenticationRedirectException away -> redirect(request, away.getCode(), away.getRedirectUri());
            case AuthenticationCompletionException broken -> incomplete(request, broken);
            case AuthenticationFailedException over -> challenge(request);
            default -> {
                LOG.errorf("sign-in failed error=%s", failure.getClass().getSimpleName());
                refusals.send(
                        request,
                        ProblemType.UNAVAILABLE,
                        "The sign-in service can't be reached now. Try again in a few seconds.");
            }
        }
    }

    private void incomplete(RoutingContext request, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuditUnavailableException unrecorded) {
                refusals.send(request, unrecorded.type(), unrecorded.detail());
                return;
            }
        }
        refusals.send(
                request,
                ProblemType.UNAUTHENTICATED,
                "Signing in didn't work: it took too long, was begun in another browser, or was broken off. Begin again at "
                        + LoginTenant.LOGIN_PATH + ".");
    }

    private void challenge(RoutingContext request) {
        HttpAuthenticator authenticator = Objects.requireNonNull(request.get(HttpAuthenticator.class.getName()));
        authenticator
                .sendChallenge(request)
                .subscribe()
                .with(
                        sent -> {
                            if (!request.response().ended()) {
                                request.response().end();
                            }
                        },
                        failure -> failed(request, failure));
    }

    private static void redirect(RoutingContext request, int status, String to) {
        request.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.LOCATION, to)
                .end();
    }
}
