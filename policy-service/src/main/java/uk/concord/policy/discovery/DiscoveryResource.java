package uk.concord.policy.discovery;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells anybody where to ask for decisions, at the platform's public address. */
@Path("/.well-known/authzen-configuration")
class DiscoveryResource {

    private final String publicBase;

    DiscoveryResource(@ConfigProperty(name = "concord.public-base-url") String publicBase) {
        this.publicBase = publicBase.replaceAll("/+$", "");
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @PermitAll
    public Configuration configuration() {
        return Configuration.at(publicBase);
    }
}
