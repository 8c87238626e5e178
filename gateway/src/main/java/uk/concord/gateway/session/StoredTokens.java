package uk.concord.gateway.session;

import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import uk.concord.gateway.caller.UnknowableCallerException;

/**
 * Keeps the tokens of people who are signed in on the server. A session keeps its id when its tokens are refreshed, so that
 * requests that a page makes side by side don't lose it to each other, and its absolute limit goes on counting.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class StoredTokens implements TokenStateManager {

    /** Under which name the routing context knows the session of the request. */
    static final String SESSION = StoredTokens.class.getName() + ".session";

    // How Quarkus marks, in the routing context, that it is storing tokens that it has just refreshed.
    private static final String REFRESHED = "refresh_token_grant_response";

    private final SessionStore sessions;

    StoredTokens(SessionStore sessions) {
        this.sessions = sessions;
    }

    @Override
    public Uni<String> createTokenState(
            RoutingContext request,
            OidcTenantConfig tenant,
            AuthorizationCodeTokens tokens,
            OidcRequestContext<String> blocking) {
        SessionId current = request.get(SESSION);
        boolean refreshed = isRefresh(request);
        SessionTokens fresh = new SessionTokens(tokens.getIdToken(), tokens.getAccessToken(), tokens.getRefreshToken());
        return blocking.runBlocking(() -> refreshed && current != null ? replaced(current, fresh) : created(fresh));
    }

    private String created(SessionTokens tokens) {
        return sessions.create(subject(tokens.idToken()), tokens).value();
    }

    private String replaced(SessionId current, SessionTokens fresh) {
        if (!sessions.replace(current, fresh)) {
            throw new AuthenticationFailedException("the session was ended while its tokens were refreshed");
        }
        return current.value();
    }

    @Override
    public Uni<AuthorizationCodeTokens> getTokens(
            RoutingContext request,
            OidcTenantConfig tenant,
            String tokenState,
            OidcRequestContext<AuthorizationCodeTokens> blocking) {
        SessionId id = new SessionId(tokenState);
        request.put(SESSION, id);
        return blocking.runBlocking(() -> {
            SessionTokens tokens = find(id);
            if (tokens == null) {
                throw new AuthenticationFailedException("no such session, or it is over");
            }
            return new AuthorizationCodeTokens(tokens.idToken(), tokens.accessToken(), tokens.refreshToken());
        });
    }

    private @Nullable SessionTokens find(SessionId id) {
        try {
            return sessions.find(id).orElse(null);
        } catch (SessionsUnavailableException e) {
            throw new UnknowableCallerException("sessions can't be read", e);
        }
    }

    @Override
    public Uni<Void> deleteTokens(
            RoutingContext request, OidcTenantConfig tenant, String tokenState, OidcRequestContext<Void> blocking) {
        // Quarkus deletes the old state before it stores refreshed tokens; the session goes on, so its row stays.
        if (isRefresh(request) || tokenState.isEmpty() || tokenState.equals("null")) {
            return Uni.createFrom().voidItem();
        }
        return blocking.runBlocking(() -> {
            sessions.delete(new SessionId(tokenState));
            return null;
        });
    }

    private static boolean isRefresh(RoutingContext request) {
        return Boolean.TRUE.equals(request.get(REFRESHED));
    }

    // Verified by Quarkus before it stores it.
    private static String subject(String idToken) {
        String payload = idToken.split("\\.", -1)[1];
        String text = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
        return new JsonObject(text).getString("sub");
    }
}
