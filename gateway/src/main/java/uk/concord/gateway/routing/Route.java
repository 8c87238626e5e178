package uk.concord.gateway.routing;

import java.util.Optional;

/**
 * Where a path leads.
 *
 * @param service who answers it
 * @param open whether it may be asked by anybody, without a token
 * @param body what kind of body it takes, which says how large that may be
 */
record Route(Service service, boolean open, Body body) {

    // Hashes, salted commitments and signatures: whoever wants to check the ledger needs no leave of anybody.
    private static final String PUBLIC_LOG = "/audit/log/";

    /** Kinds of bodies. All are passed on as they arrive. */
    enum Body {
        ORDINARY,
        /** An import, which may be far larger than others. */
        IMPORT,
        /** A list that is answered while it comes, so that its length doesn't matter to anybody. */
        STREAM
    }

    /** The route of this method and path; nothing for what isn't public, such as what only services ask of each other. */
    static Optional<Route> of(String method, String path) {
        return switch (path) {
            case "/patients/import" -> Optional.of(new Route(Service.CONSENT, false, Body.IMPORT));
            case "/patients/republish", "/me/preferences" -> to(Service.CONSENT, false);
            case "/.well-known/authzen-configuration" -> to(Service.POLICY, true);
            case "/register/import" -> Optional.of(new Route(Service.POLICY, false, Body.IMPORT));
            case "/access/v1/cohort" -> Optional.of(new Route(Service.POLICY, false, Body.STREAM));
            case "/register", "/releases", "/break-glass/grants", "/engines", "/status" -> to(Service.POLICY, false);
            case "/fhir/metadata" -> to(Service.AUDIT, method.equals("GET"));
            case "/me/audit", "/uses", "/trail", "/fhir/AuditEvent" -> to(Service.AUDIT, false);
            case "/choices" -> to(Service.CONSENT, false);
            case "/welcome" -> to(Service.CONSENT, method.equals("GET"));
            default -> byFolder(method, path);
        };
    }

    private static Optional<Route> byFolder(String method, String path) {
        if (path.startsWith("/me/preferences/") || path.startsWith("/choices/")) {
            return to(Service.CONSENT, false);
        }
        if (path.startsWith("/access/")
                || path.startsWith("/register/")
                || path.startsWith("/releases/")
                || path.startsWith("/bundles/")
                || path.startsWith("/break-glass/grants/")
                || path.startsWith("/governance/")) {
            return to(Service.POLICY, false);
        }
        if (path.startsWith(PUBLIC_LOG)) {
            return to(Service.AUDIT, method.equals("GET"));
        }
        if (path.startsWith("/me/audit/")
                || path.startsWith("/audit/")
                || path.startsWith("/trail/")
                || path.startsWith("/fhir/AuditEvent/")) {
            return to(Service.AUDIT, false);
        }
        return Optional.empty();
    }

    private static Optional<Route> to(Service service, boolean open) {
        return Optional.of(new Route(service, open, Body.ORDINARY));
    }
}
