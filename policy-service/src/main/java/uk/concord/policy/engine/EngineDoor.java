package uk.concord.policy.engine;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Roles;

/**
 * Who may do what policy engines do: the platform's own, by their token, and those that partners run, by an access token with the
 * role {@value Roles#POLICY_ENGINE}.
 */
@RequestScoped
public class EngineDoor {

    private final EngineToken token;
    private final CurrentIdentityAssociation identity;

    EngineDoor(EngineToken token, CurrentIdentityAssociation identity) {
        this.token = token;
        this.identity = identity;
    }

    /**
     * Whose engine it is.
     *
     * @param client the OAuth client of a partner's engine; null: the platform's own
     */
    public record Owner(@Nullable String client) {}

    /**
     * The owner of the engine that sent this header.
     *
     * @return fails with 401 for nobody's, with 403 where the access token hasn't the role
     */
    public Uni<Owner> owner(@Nullable String authorization) {
        if (token.isIn(authorization)) {
            return Uni.createFrom().item(new Owner(null));
        }
        if (authorization == null) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            ProblemType.UNAUTHENTICATED, "Bundles and reports are for policy engines: send a token."));
        }
        return identity.getDeferredIdentity().map(found -> {
            if (found.isAnonymous()) {
                throw new ProblemException(
                        ProblemType.UNAUTHENTICATED, "Bundles and reports are for policy engines: send a token.");
            }
            if (!found.hasRole(Roles.POLICY_ENGINE)) {
                throw new ProblemException(
                        ProblemType.FORBIDDEN,
                        "Bundles and reports are for policy engines: the account needs the role " + Roles.POLICY_ENGINE
                                + ".");
            }
            return new Owner(client(found.getPrincipal()));
        });
    }

    private static String client(java.security.Principal principal) {
        Object azp = principal instanceof JsonWebToken jwt ? jwt.getClaim("azp") : null;
        if (azp == null) {
            throw new ProblemException(ProblemType.FORBIDDEN, "The token names no client (claim azp).");
        }
        return azp.toString();
    }
}
