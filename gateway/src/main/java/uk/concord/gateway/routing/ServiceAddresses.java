package uk.concord.gateway.routing;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the services are. */
@ApplicationScoped
class ServiceAddresses {

    private final URI consent;
    private final URI policy;
    private final URI audit;

    ServiceAddresses(
            @ConfigProperty(name = "concord.consent-service.url") URI consent,
            @ConfigProperty(name = "concord.policy-service.url") URI policy,
            @ConfigProperty(name = "concord.audit-service.url") URI audit) {
        this.consent = consent;
        this.policy = policy;
        this.audit = audit;
    }

    /** The address of this path at the service; path and query are passed on as they came. */
    String of(Service service, String pathAndQuery) {
        URI base = switch (service) {
            case CONSENT -> consent;
            case POLICY -> policy;
            case AUDIT -> audit;
        };
        return base.getScheme() + "://" + base.getRawAuthority() + pathAndQuery;
    }

    /** A path of the platform for an address at one of the services; any other address as it is. */
    String withoutService(String location) {
        for (URI base : List.of(consent, policy, audit)) {
            String prefix = base.getScheme() + "://" + base.getRawAuthority() + "/";
            if (location.startsWith(prefix)) {
                return location.substring(prefix.length() - 1);
            }
        }
        return location;
    }
}
