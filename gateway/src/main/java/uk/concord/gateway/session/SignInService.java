package uk.concord.gateway.session;

import io.quarkus.oidc.AuthorizationCodeTokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jboss.logging.Logger;
import uk.concord.gateway.upstream.HttpCalls;
import uk.concord.gateway.upstream.UpstreamException;

/**
 * Tells the sign-in service that somebody has signed out, from server to server: OpenID Connect's redirect would put the id
 * token, which names a patient's NHS number, into a URL.
 */
@ApplicationScoped
class SignInService {

    private static final Logger LOG = Logger.getLogger(SignInService.class);

    private final SignInSettings settings;
    private final HttpCalls calls;

    SignInService(SignInSettings settings, HttpCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** Ends the session there, if it can be reached; ours has ended either way. */
    void signedOut(AuthorizationCodeTokens tokens) {
        String refresh = tokens.getRefreshToken();
        if (refresh == null) {
            return;
        }
        String form = "client_id=" + encode(settings.client()) + "&refresh_token=" + encode(refresh)
                + settings.clientSecret()
                        .map(secret -> "&client_secret=" + encode(secret))
                        .orElse("");
        try {
            calls.post(
                    URI.create(settings.url() + settings.logoutPath()),
                    Map.of("Content-Type", "application/x-www-form-urlencoded"),
                    form.getBytes(StandardCharsets.US_ASCII));
        } catch (UpstreamException e) {
            LOG.warnf("sign-in service not told of a sign-out error=%s", e.kind());
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
