package uk.concord.policy.bundle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Who may fetch bundles, and how they are signed. */
@ConfigMapping(prefix = "concord.bundle")
public interface BundleSettings {

    /** The bearer token that OPA sends. Without one no OPA of the platform gets a bundle. */
    Optional<String> token();

    /** A PEM file with the RSA private key (PKCS #8) that signs bundles. Without one there are no bundles. */
    Optional<String> signingKeyFile();

    /** The name of that key: OPA's configuration holds the public half under it. */
    @WithDefault("concord")
    String keyId();

    /** The longest that a request for a change is kept waiting, whatever it asks for. The gateway gives up after 20 s of silence. */
    @WithDefault("PT15S")
    Duration longestWait();
}
