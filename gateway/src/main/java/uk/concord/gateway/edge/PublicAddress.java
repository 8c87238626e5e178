package uk.concord.gateway.edge;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one address under which the platform is known outside. */
@ApplicationScoped
public class PublicAddress {

    private final String base;
    private final String origin;

    PublicAddress(@ConfigProperty(name = "concord.public-base-url") URI address) {
        String text = address.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        this.origin = originOf(address);
    }

    /** The base URL, without a slash at its end. */
    public String base() {
        return base;
    }

    /** Scheme, host and port, as browsers write them into the header Origin. */
    public String origin() {
        return origin;
    }

    /** Whether people reach the platform by https. */
    public boolean encrypted() {
        return base.startsWith("https://");
    }

    /** The origin of an address (RFC 6454 §6.1); a default port isn't written. */
    public static String originOf(URI address) {
        int port = address.getPort();
        boolean standard = port == -1
                || port == 443 && "https".equals(address.getScheme())
                || port == 80 && "http".equals(address.getScheme());
        return address.getScheme() + "://" + address.getHost() + (standard ? "" : ":" + port);
    }
}
