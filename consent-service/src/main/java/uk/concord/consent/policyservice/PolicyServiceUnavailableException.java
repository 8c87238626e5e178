package uk.concord.consent.policyservice;

/** policy-service, or the sign-in service, couldn't be asked or didn't answer sensibly. */
public final class PolicyServiceUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    PolicyServiceUnavailableException(Throwable cause) {
        super("policy-service didn't answer", cause);
    }
}
