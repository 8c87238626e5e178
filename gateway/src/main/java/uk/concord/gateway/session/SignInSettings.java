package uk.concord.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The sign-in service for people (OpenID Connect). */
@ConfigMapping(prefix = "concord.sign-in")
public interface SignInSettings {

    /** The issuer's URL. */
    URI url();

    /** The client as which the gateway signs people in. */
    @WithDefault("gateway-login")
    String client();

    /** The client's secret. */
    Optional<String> clientSecret();

    /** Where the end of a session is told, below the issuer's URL. */
    @WithDefault("/protocol/openid-connect/logout")
    String logoutPath();

    /** Whether addresses are read from the issuer's discovery document; if not, those of the next three settings hold. */
    @WithDefault("true")
    boolean discovery();

    @WithDefault("/protocol/openid-connect/auth")
    String authorizationPath();

    @WithDefault("/protocol/openid-connect/token")
    String tokenPath();

    @WithDefault("/protocol/openid-connect/certs")
    String keysPath();
}
