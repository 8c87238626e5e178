package uk.concord.stack.platform;

import java.util.Locale;

/** Every port that the platform listens on. Each is a setting. */
public enum PlatformPort {
    GATEWAY(8080, "gateway"),
    GATEWAY_MANAGEMENT(9080, "gateway"),
    CONSENT_SERVICE(8081, "consent-service"),
    CONSENT_SERVICE_MANAGEMENT(9081, "consent-service"),
    POLICY_SERVICE(8082, "policy-service"),
    POLICY_SERVICE_MANAGEMENT(9082, "policy-service"),
    AUDIT_SERVICE(8083, "audit-service"),
    AUDIT_SERVICE_MANAGEMENT(9083, "audit-service"),
    KEYCLOAK(8180, "keycloak"),
    KEYCLOAK_MANAGEMENT(9180, "keycloak"),
    OPA(8181, "opa"),
    CUSTODIAN(8190, "custodian"),
    POSTGRES(15432, "postgres"),
    KAFKA(19092, "kafka"),
    KAFKA_CONTROLLER(19093, "kafka");

    private final int usual;
    private final String part;

    PlatformPort(int usual, String part) {
        this.usual = usual;
        this.part = part;
    }

    /** The port where no setting says otherwise. */
    public int usual() {
        return usual;
    }

    /** The part that listens on it. */
    public String part() {
        return part;
    }

    /** The environment variable that sets it, such as {@code CONCORD_PORT_GATEWAY}. */
    public String variable() {
        return "CONCORD_PORT_" + name();
    }

    /** The key that sets it in the settings file, such as {@code port.gateway}. */
    public String key() {
        return "port." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
