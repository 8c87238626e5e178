package uk.concord.gateway.caller;

import com.fasterxml.jackson.core.JacksonException;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling. Tokens are verified here and by every service again. */
@ApplicationScoped
public class Callers {

    private static final Logger LOG = Logger.getLogger(Callers.class);

    // No JWS in its compact form (RFC 7515 §7.1): Quarkus would fail over it in ways that don't tell whose fault it is.
    private static final Pattern MALFORMED_BEARER =
            Pattern.compile("(?i:bearer)(?! +[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+ *$)( .*)?");

    /** Who is calling; never fails. */
    public Uni<Identity> identify(RoutingContext request) {
        String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && MALFORMED_BEARER.matcher(authorization).matches()) {
            return Uni.createFrom().item(new Identity.Invalid());
        }
        return authenticate(request).map(Callers::identity).onFailure().recoverWithItem(Callers::failed);
    }

    /** The same as Quarkus knows it: fails if there is a token or a session and it isn't valid, or can't be checked. */
    public static Uni<SecurityIdentity> authenticate(RoutingContext request) {
        // Quarkus's own handler would answer a failure before us: without a problem, and with 500 where the sign-in
        // service is away.
        request.remove(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
        return QuarkusHttpUser.getSecurityIdentity(request, null);
    }

    private static Identity identity(@Nullable SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            return new Identity.Nobody();
        }
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return new Identity.Invalid();
        }
        Object client = token.getClaim("azp");
        if (client == null || token.getSubject() == null) {
            return new Identity.Invalid();
        }
        AccessTokenCredential relayed = identity.getCredential(AccessTokenCredential.class);
        boolean session = identity.getCredential(IdTokenCredential.class) != null;
        return relayed == null
                ? new Identity.Invalid()
                : new Identity.Known(
                        relayed.getToken(),
                        client.toString(),
                        token.getSubject(),
                        Set.copyOf(identity.getRoles()),
                        session);
    }

    private static Identity failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknowableCallerException || isUnreachable(cause)) {
                return new Identity.Unknowable();
            }
        }
        if (failure instanceof AuthenticationFailedException || failure instanceof AuthenticationCompletionException) {
            return new Identity.Invalid();
        }
        LOG.warnf("caller unknown error=%s", failure.getClass().getSimpleName());
        return new Identity.Unknowable();
    }

    // Quarkus takes it for a failed authentication, too, when the sign-in service can't be asked for its keys or for a
    // session's fresh tokens. A token that isn't JSON is something else, though Jackson calls that an IOException.
    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof HttpClosedException
                || cause instanceof TimeoutException
                || cause instanceof IOException && !(cause instanceof JacksonException);
    }
}
