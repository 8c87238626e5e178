package uk.concord.gateway.session;

import io.quarkus.oidc.Oidc;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.OidcTenantConfigBuilder;
import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Authentication.CookieSameSite;
import io.quarkus.oidc.runtime.OidcTenantConfig.Roles.Source;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.oidc.runtime.builders.TokenConfigBuilder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jspecify.annotations.Nullable;
import uk.concord.gateway.edge.PublicAddress;
import uk.concord.gateway.sealing.Sealer;

/**
 * How people sign in: OpenID Connect's authorization code flow with PKCE. Requests with a bearer token are never part of it,
 * whatever cookies they have, and only {@value #LOGIN_PATH} begins it.
 */
@ApplicationScoped
public class LoginTenant implements TenantResolver {

    static final String ID = "login";
    static final String LOGIN_PATH = "/session/login";

    private static final String COOKIE = "q_session_" + ID;

    private final SignInSettings settings;
    private final SessionSettings sessions;
    private final PublicAddress address;
    private final Sealer sealer;

    LoginTenant(SignInSettings settings, SessionSettings sessions, PublicAddress address, Sealer sealer) {
        this.settings = settings;
        this.sessions = sessions;
        this.address = address;
        this.sealer = sealer;
    }

    void configure(@Observes Oidc oidc) {
        OidcTenantConfigBuilder tenant = OidcTenantConfig.authServerUrl(
                        settings.url().toString())
                .tenantId(ID)
                .applicationType(ApplicationType.WEB_APP)
                .clientId(settings.client())
                .discoveryEnabled(settings.discovery())
                .roles(Source.accesstoken, "realm_access/roles");
        settings.clientSecret().ifPresent(tenant::credentials);
        // They are sealed where they are stored (class SessionStore), by a key that isn't shared with the sign-in
        // service.
        tenant.tokenStateManager().encryptionRequired(false).end();
        if (!settings.discovery()) {
            tenant.authorizationPath(settings.authorizationPath())
                    .tokenPath(settings.tokenPath())
                    .jwksPath(settings.keysPath());
        }
        TokenConfigBuilder tokens = tenant.token().refreshExpired();
        oidc.create(
                (settings.discovery() ? tokens : tokens.issuer(settings.url().toString()))
                        .end()
                        .authentication()
                        .redirectPath(address.base() + LOGIN_PATH)
                        .restorePathAfterRedirect()
                        .removeRedirectParameters()
                        .pkceRequired()
                        .nonceRequired()
                        .stateSecret(sealer.secret(Sealer.Use.SIGN_IN_STATE).substring(0, 32))
                        .cookieForceSecure(address.encrypted())
                        .cookieSameSite(CookieSameSite.LAX)
                        .stateCookieSameSite(CookieSameSite.LAX)
                        .sessionAgeExtension(sessions.absolute())
                        .end()
                        .build());
    }

    @Override
    public @Nullable String resolve(RoutingContext request) {
        if (request.request().getHeader(HttpHeaders.AUTHORIZATION) != null) {
            return OidcUtils.DEFAULT_TENANT_ID;
        }
        boolean signingIn = LOGIN_PATH.equals(request.request().path());
        return signingIn || request.request().getCookie(COOKIE) != null ? ID : OidcUtils.DEFAULT_TENANT_ID;
    }
}
