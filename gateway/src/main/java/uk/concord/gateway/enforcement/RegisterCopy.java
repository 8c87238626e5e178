package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.oidc.client.OidcClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.gateway.upstream.HttpAnswer;
import uk.concord.gateway.upstream.HttpCalls;
import uk.concord.gateway.upstream.UpstreamException;

/**
 * A short-lived copy of what the gateway must know of the register. While it was never read, or can't be read again for too long,
 * nothing is released.
 */
@ApplicationScoped
class RegisterCopy {

    private static final Logger LOG = Logger.getLogger(RegisterCopy.class);
    private static final Duration TOKEN_WITHIN = Duration.ofSeconds(5);

    private final Copy<Categories> categories;
    private final Copy<PartnerSystems> partners;
    private final HttpCalls calls;
    private final OidcClient tokens;
    private final ObjectMapper json;
    private final Clock clock;
    private final EnforcementSettings settings;
    private final URI policyService;

    RegisterCopy(
            HttpCalls calls,
            OidcClient tokens,
            ObjectMapper json,
            Clock clock,
            EnforcementSettings settings,
            @ConfigProperty(name = "concord.policy-service.url") URI policyService) {
        this.calls = calls;
        this.tokens = tokens;
        this.json = json;
        this.clock = clock;
        this.settings = settings;
        this.policyService = policyService;
        this.categories = new Copy<>("/register/categories", Categories::read);
        this.partners = new Copy<>("/register/partner-systems", PartnerSystems::read);
    }

    /** @throws FhirRefusal 503 while the register isn't known */
    Categories categories() {
        return categories.get();
    }

    /** @throws FhirRefusal 503 while the register isn't known */
    PartnerSystems partnerSystems() {
        return partners.get();
    }

    private record Read<T>(T value, Instant at) {}

    private final class Copy<T> {

        private final String path;
        private final Function<JsonNode, T> reader;
        private final AtomicReference<@Nullable Read<T>> last = new AtomicReference<>();

        Copy(String path, Function<JsonNode, T> reader) {
            this.path = path;
            this.reader = reader;
        }

        T get() {
            Instant now = clock.instant();
            Read<T> known = last.get();
            if (known != null && known.at().isAfter(now.minus(settings.registerFreshFor()))) {
                return known.value();
            }
            try {
                T value = reader.apply(fetch(path));
                last.set(new Read<>(value, now));
                return value;
            } catch (UpstreamException | IOException | RuntimeException e) {
                LOG.warnf(
                        "register not read path=%s error=%s", path, e.getClass().getSimpleName());
                if (known != null && known.at().isAfter(now.minus(settings.registerUsableFor()))) {
                    return known.value();
                }
                throw FhirRefusal.unavailable(
                        "The register of categories and partner systems can't be read now, so nothing is"
                                + " released. Try again in a few seconds.");
            }
        }
    }

    private JsonNode fetch(String path) throws UpstreamException, IOException {
        String token = tokens.getTokens().await().atMost(TOKEN_WITHIN).getAccessToken();
        HttpAnswer answer = calls.get(
                URI.create(policyService + path),
                Map.of("Authorization", "Bearer " + token, "Accept", "application/json"));
        if (answer.status() != 200) {
            throw new IllegalStateException("status " + answer.status());
        }
        try {
            return json.readTree(answer.body());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
