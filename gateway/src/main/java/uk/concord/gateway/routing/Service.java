package uk.concord.gateway.routing;

/** The services behind the gateway. */
enum Service {
    CONSENT,
    POLICY,
    AUDIT
}
