package uk.concord.kernel.page;

import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.security.Roles;

/** Who looks at the page, as far as the layout shows it: their name, and which parts of the site they may open. */
@Named("visitor")
@RequestScoped
public class Visitor {

    private final CurrentIdentityAssociation identities;

    Visitor(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    public boolean signedIn() {
        SecurityIdentity identity = identity();
        return identity != null && !identity.isAnonymous();
    }

    public String name() {
        SecurityIdentity identity = identity();
        Object name = identity != null && identity.getPrincipal() instanceof JsonWebToken token
                ? token.getClaim("name")
                : null;
        return name == null ? "" : name.toString();
    }

    public boolean patient() {
        return has(Roles.PATIENT);
    }

    /** Whether they may read the audit trail. */
    public boolean officer() {
        return has(Roles.IG_OFFICER) || regional();
    }

    public boolean regional() {
        return has(Roles.REGIONAL_IG_OFFICER) || has(Roles.CALDICOTT_GUARDIAN);
    }

    public boolean operator() {
        return has(Roles.OPERATOR);
    }

    private boolean has(String role) {
        SecurityIdentity identity = identity();
        return identity != null && identity.hasRole(role);
    }

    // The page of a problem may be made before anybody has looked at the token, on a thread that mustn't wait, and for
    // a token
    // that is refused. Its layout is then that of somebody who isn't signed in.
    private @Nullable SecurityIdentity identity() {
        Uni<SecurityIdentity> identity =
                identities.getDeferredIdentity().onFailure().recoverWithNull();
        return BlockingOperationControl.isBlockingAllowed()
                ? identity.await().indefinitely()
                : identity.subscribeAsCompletionStage().getNow(null);
    }
}
