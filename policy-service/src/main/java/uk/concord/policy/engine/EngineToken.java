package uk.concord.policy.engine;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token of the platform's own policy engines. They have no account at the sign-in service, so that they start without
 * it.
 */
@ApplicationScoped
public class EngineToken {

    private static final String BEARER = "Bearer ";

    private final Optional<String> token;

    EngineToken(@ConfigProperty(name = "concord.bundle.token") Optional<String> token) {
        this.token = token;
    }

    /** Whether this is the token's {@code Authorization} header. Where no token is set, nothing is. */
    public boolean isIn(@Nullable String authorization) {
        String offered = authorization == null || !authorization.startsWith(BEARER)
                ? ""
                : authorization.substring(BEARER.length());
        return token.filter(ours -> MessageDigest.isEqual(
                        offered.getBytes(StandardCharsets.UTF_8), ours.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
    }
}
