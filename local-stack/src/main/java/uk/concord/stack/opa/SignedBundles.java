package uk.concord.stack.opa;

/**
 * The configuration of an OPA that gets policy-service's two signed bundles: a suspended agreement must hold in seconds, while a rule
 * waits for a second person.
 */
public final class SignedBundles {

    private SignedBundles() {}

    /**
     * The configuration, in YAML; a caller may add members to its end.
     *
     * @param policyService where policy-service is
     * @param token by which it knows the OPA
     * @param publicKey that verifies the bundles, as PEM on one line with escaped line ends
     */
    public static String of(String policyService, String token, String publicKey) {
        return """
               services:
                 policy-service:
                   url: %s
                   credentials: {bearer: {token: %s}}
               bundles:
                 rules:
                   service: policy-service
                   resource: bundles/rules
                   signing: {scope: rules}
                   polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 20}
                 register:
                   service: policy-service
                   resource: bundles/register
                   signing: {scope: register}
                   polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 20}
               keys:
                 concord: {algorithm: RS256, key: "%s"}
               """.formatted(policyService, token, publicKey);
    }
}
