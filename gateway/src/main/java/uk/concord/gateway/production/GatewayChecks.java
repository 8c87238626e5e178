package uk.concord.gateway.production;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import uk.concord.gateway.sealing.Sealer;
import uk.concord.kernel.production.ProductionCheck;

/** What only the gateway needs: a sealing key, a secret to sign people in with, encrypted ways to the custodians. */
@ApplicationScoped
class GatewayChecks implements ProductionCheck {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final String SIGN_IN_SECRET = "concord.sign-in.client-secret";
    private static final String SIGN_IN = "concord.sign-in.url";

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        List<UnsafeSetting> found = new ArrayList<>();
        if (blank(settings, Sealer.PROPERTY)) {
            found.add(new UnsafeSetting(
                    Sealer.PROPERTY, "is empty; give it base64 of 32 random bytes, the same on all replicas"));
        }
        if (blank(settings, SIGN_IN_SECRET)) {
            found.add(new UnsafeSetting(
                    SIGN_IN_SECRET, "is empty; give it the secret of the client that signs people in"));
        }
        demandEncryption(settings, SIGN_IN, found);
        for (String property : settings.getPropertyNames()) {
            if (property.startsWith("concord.custodian.") && property.endsWith(".fhir-base-url")) {
                demandEncryption(settings, property, found);
            }
        }
        return found;
    }

    private static void demandEncryption(Config settings, String property, List<UnsafeSetting> found) {
        value(settings, property)
                .filter(address -> !address.startsWith("https://") && !loopback(address))
                .ifPresent(address -> found.add(new UnsafeSetting(property, "must be an https address")));
    }

    private static boolean blank(Config settings, String property) {
        return value(settings, property).filter(text -> !text.isBlank()).isEmpty();
    }

    private static Optional<String> value(Config settings, String property) {
        return settings.getOptionalValue(property, String.class);
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
