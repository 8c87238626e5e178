package uk.concord.consent.policyservice;

import io.quarkus.oidc.client.OidcClient;
import io.quarkus.oidc.client.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** This service's own access token (client credentials), fetched when it is first needed and again before it expires. */
@ApplicationScoped
class ServiceToken {

    private static final Duration BOUND = Duration.ofSeconds(3);

    private final OidcClient client;
    private volatile @Nullable Tokens held;

    ServiceToken(OidcClient client) {
        this.client = client;
    }

    /** The value of the Authorization header. */
    String bearer() {
        Tokens tokens = held;
        if (tokens == null || tokens.isAccessTokenExpired() || tokens.isAccessTokenWithinRefreshInterval()) {
            tokens = client.getTokens().await().atMost(BOUND);
            held = tokens;
        }
        return "Bearer " + tokens.getAccessToken();
    }

    /** Forgets the token, because it was refused. */
    void forget() {
        held = null;
    }
}
