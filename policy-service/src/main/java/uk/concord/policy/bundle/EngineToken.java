package uk.concord.policy.bundle;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of the platform's own policy engines. They have no account at the sign-in service, so that they start without
 * it.
 */
@ApplicationScoped
public class EngineToken {

    private static final String BEARER = "Bearer ";

    private final BundleSettings settings;

    EngineToken(BundleSettings settings) {
        this.settings = settings;
    }

    /** Whether this is the token's {@code Authorization} header. Where no token is set, nothing is. */
    public boolean isIn(@Nullable String authorization) {
        String offered = authorization == null || !authorization.startsWith(BEARER)
                ? ""
                : authorization.substring(BEARER.length());
        return settings.token()
                .filter(token -> MessageDigest.isEqual(
                        offered.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }
}
