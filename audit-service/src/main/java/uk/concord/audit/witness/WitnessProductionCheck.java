package uk.concord.audit.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import uk.concord.kernel.production.ProductionCheck;

/** Witnesses on other machines are asked over TLS: without it anybody between could keep them from seeing our checkpoints. */
@ApplicationScoped
class WitnessProductionCheck implements ProductionCheck {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        List<UnsafeSetting> found = new ArrayList<>();
        for (String property : settings.getPropertyNames()) {
            if (property.startsWith("concord.witnessing.witnesses.") && property.endsWith(".url")) {
                settings.getOptionalValue(property, String.class)
                        .filter(address -> !address.startsWith("https://") && !loopback(address))
                        .ifPresent(address -> found.add(new UnsafeSetting(property, "must be an https address")));
            }
        }
        return found;
    }

    private static boolean loopback(String address) {
        try {
            String host = URI.create(address).getHost();
            return host != null && LOOPBACK.contains(host);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
