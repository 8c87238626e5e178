package uk.concord.audit.names;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.runtime.TokensHelper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;

/** The register's names: read when first needed, read again when they are old. While policy-service is away the last ones go on. */
@ApplicationScoped
public class Names {

    private static final Logger LOG = Logger.getLogger(Names.class);
    private static final Duration TOKEN_BOUND = Duration.ofSeconds(3);

    private final PolicyServiceClient policyService;
    private final OidcClient signIn;
    private final TokensHelper tokens = new TokensHelper();
    private final NameSettings settings;
    private final Clock clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile RegisterNames known = RegisterNames.NONE;
    private volatile Instant nextReading = Instant.MIN;

    Names(@RestClient PolicyServiceClient policyService, OidcClient signIn, NameSettings settings, Clock clock) {
        this.policyService = policyService;
        this.signIn = signIn;
        this.settings = settings;
        this.clock = clock;
    }

    /** The names as far as they are known. */
    public RegisterNames current() {
        if (clock.instant().isBefore(nextReading) || !reading.tryLock()) {
            return known;
        }
        try {
            known = read();
            nextReading = clock.instant().plus(settings.refreshAfter());
        } catch (RuntimeException e) {
            LOG.warnf("names not read error=%s", e.getClass().getSimpleName());
            nextReading = clock.instant().plus(settings.retryAfter());
        } finally {
            reading.unlock();
        }
        return known;
    }

    private RegisterNames read() {
        String bearer =
                "Bearer " + tokens.getTokens(signIn).await().atMost(TOKEN_BOUND).getAccessToken();
        return new RegisterNames(
                names(policyService.list(bearer, "organisations"), "ods_code", "name"),
                names(policyService.list(bearer, "purposes"), "id", "title"),
                names(policyService.list(bearer, "categories"), "id", "title"),
                names(policyService.list(bearer, "schemes"), "id", "title"));
    }

    private static Map<String, String> names(JsonNode list, String code, String name) {
        Map<String, String> names = new LinkedHashMap<>();
        list.forEach(
                entry -> names.put(entry.path(code).asText(), entry.path(name).asText()));
        return Map.copyOf(names);
    }
}
