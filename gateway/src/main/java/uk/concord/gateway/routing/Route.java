package uk.concord.gateway.routing;

import java.util.Optional;

/**
 * Where a path leads.
 *
 * @param service who answers it
 * @param open whether it may be asked by anybody, without a token
 * @param bulk whether its body is an import, which may be far larger than others
 */
record Route(Service service, boolean open, boolean bulk) {

    /** The route of this method and path; nothing for what isn't public, such as what only services ask of each other. */
    static Optional<Route> of(String method, String path) {
        return switch (path) {
            case "/patients/import" -> to(Service.CONSENT, false, true);
            case "/patients/republish", "/me/preferences" -> to(Service.CONSENT, false, false);
            case "/.well-known/authzen-configuration" -> to(Service.POLICY, true, false);
            case "/register/import" -> to(Service.POLICY, false, true);
            case "/register", "/releases", "/break-glass/grants" -> to(Service.POLICY, false, false);
            case "/audit/log/checkpoint", "/audit/log/key" -> to(Service.AUDIT, method.equals("GET"), false);
            case "/me/audit", "/uses", "/trail" -> to(Service.AUDIT, false, false);
            case "/choices" -> to(Service.CONSENT, false, false);
            case "/welcome" -> to(Service.CONSENT, method.equals("GET"), false);
            default -> byFolder(path);
        };
    }

    private static Optional<Route> byFolder(String path) {
        if (path.startsWith("/me/preferences/") || path.startsWith("/choices/")) {
            return to(Service.CONSENT, false, false);
        }
        if (path.startsWith("/access/")
                || path.startsWith("/register/")
                || path.startsWith("/releases/")
                || path.startsWith("/break-glass/grants/")
                || path.startsWith("/governance/")) {
            return to(Service.POLICY, false, false);
        }
        if (path.startsWith("/me/audit/") || path.startsWith("/audit/") || path.startsWith("/trail/")) {
            return to(Service.AUDIT, false, false);
        }
        return Optional.empty();
    }

    private static Optional<Route> to(Service service, boolean open, boolean bulk) {
        return Optional.of(new Route(service, open, bulk));
    }
}
