package uk.concord.policy.opa;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import uk.concord.kernel.production.ProductionCheck;

/** Facts are personal data, and whoever can answer in OPA's place decides: so it is on this machine, or met over TLS. */
@ApplicationScoped
class OpaCheck implements ProductionCheck {

    private static final String URL = "concord.opa.url";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        boolean safe = settings.getOptionalValue(URL, URI.class)
                .map(url ->
                        "https".equals(url.getScheme()) || (url.getHost() != null && LOOPBACK.contains(url.getHost())))
                .orElse(true);
        return safe ? List.of() : List.of(new UnsafeSetting(URL, "must be on this machine or an https address"));
    }
}
