package uk.concord.kernel.production;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;

/** What holds for every service: nothing leaves the machine unencrypted, and secrets are there. */
@ApplicationScoped
class CommonChecks implements ProductionCheck {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final List<String> ADDRESSES = List.of(
            "quarkus.oidc.auth-server-url",
            "concord.public-base-url",
            "concord.consent-service.url",
            "concord.policy-service.url",
            "concord.audit-service.url");
    private static final List<String> SECRETS = List.of("concord.service-client-secret", "quarkus.datasource.password");

    @Override
    public List<UnsafeSetting> unsafe(Config settings) {
        List<UnsafeSetting> found = new ArrayList<>();
        for (String property : ADDRESSES) {
            value(settings, property)
                    .filter(address -> !address.startsWith("https://") && !loopback(address))
                    .ifPresent(address -> found.add(new UnsafeSetting(property, "must be an https address")));
        }
        Set<String> named = new HashSet<>();
        settings.getPropertyNames().forEach(named::add);
        for (String property : SECRETS) {
            if (named.contains(property)
                    && value(settings, property)
                            .filter(secret -> !secret.isBlank())
                            .isEmpty()) {
                found.add(new UnsafeSetting(property, "is empty; give it a secret"));
            }
        }
        if (!kafkaIsProtected(settings)) {
            found.add(new UnsafeSetting(
                    "kafka.security.protocol", "must be SSL or SASL_SSL for a broker on another machine"));
        }
        return found;
    }

    private static boolean kafkaIsProtected(Config settings) {
        boolean encrypted = value(settings, "kafka.security.protocol")
                .filter(protocol -> protocol.endsWith("SSL"))
                .isPresent();
        return encrypted
                || value(settings, "kafka.bootstrap.servers").stream()
                        .flatMap(servers -> List.of(servers.split(",")).stream())
                        .allMatch(server -> loopback("kafka://" + server.strip()));
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
