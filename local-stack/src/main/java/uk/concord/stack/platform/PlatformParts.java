package uk.concord.stack.platform;

import java.util.Set;

/** The names of the parts, as {@code ./concord status} shows them. */
public final class PlatformParts {

    public static final String POSTGRES = "postgres";
    public static final String KAFKA = "kafka";
    public static final String KEYCLOAK = "keycloak";
    public static final String OPA = "opa";
    public static final String CUSTODIAN = "custodian";
    public static final String CONSENT_SERVICE = "consent-service";
    public static final String POLICY_SERVICE = "policy-service";
    public static final String AUDIT_SERVICE = "audit-service";
    public static final String GATEWAY = "gateway";

    /** All of them. */
    public static final Set<String> ALL =
            Set.of(POSTGRES, KAFKA, KEYCLOAK, OPA, CUSTODIAN, CONSENT_SERVICE, POLICY_SERVICE, AUDIT_SERVICE, GATEWAY);

    private PlatformParts() {}
}
