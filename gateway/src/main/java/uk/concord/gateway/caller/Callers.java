package uk.concord.gateway.caller;

import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Finds out who is calling. Tokens are verified here and by every service again. */
@ApplicationScoped
public class Callers {

    private static final Logger LOG = Logger.getLogger(Callers.class);

    /** Who is calling; never fails. */
    public Uni<Identity> identify(RoutingContext request) {
        return QuarkusHttpUser.getSecurityIdentity(request, null)
                .map(Callers::identity)
                .onFailure()
                .recoverWithItem(Callers::failed);
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
            if (cause instanceof UnknowableCallerException) {
                return new Identity.Unknowable();
            }
        }
        if (failure instanceof AuthenticationFailedException || failure instanceof AuthenticationCompletionException) {
            return new Identity.Invalid();
        }
        LOG.warnf("caller unknown error=%s", failure.getClass().getSimpleName());
        return new Identity.Unknowable();
    }
}
