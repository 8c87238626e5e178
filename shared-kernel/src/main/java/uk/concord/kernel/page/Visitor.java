package uk.concord.kernel.page;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.eclipse.microprofile.jwt.JsonWebToken;
import uk.concord.kernel.security.Roles;

/** Who looks at the page, as far as the layout shows it: their name, and which parts of the site they may open. */
@Named("visitor")
@RequestScoped
public class Visitor {

    private final SecurityIdentity identity;
    private final JsonWebToken token;

    Visitor(SecurityIdentity identity, JsonWebToken token) {
        this.identity = identity;
        this.token = token;
    }

    public boolean signedIn() {
        return !identity.isAnonymous();
    }

    public String name() {
        Object name = signedIn() ? token.getClaim("name") : null;
        return name == null ? "" : name.toString();
    }

    public boolean patient() {
        return identity.hasRole(Roles.PATIENT);
    }

    /** Whether they may read the audit trail. */
    public boolean officer() {
        return identity.hasRole(Roles.IG_OFFICER) || regional();
    }

    public boolean regional() {
        return identity.hasRole(Roles.REGIONAL_IG_OFFICER) || identity.hasRole(Roles.CALDICOTT_GUARDIAN);
    }
}
