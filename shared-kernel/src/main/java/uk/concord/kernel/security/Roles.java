package uk.concord.kernel.security;

/** The realm roles, as tokens name them. */
public final class Roles {

    public static final String PATIENT = "patient";
    public static final String PARTNER = "partner";
    public static final String IG_OFFICER = "ig-officer";
    public static final String REGIONAL_IG_OFFICER = "regional-ig-officer";
    public static final String CALDICOTT_GUARDIAN = "caldicott-guardian";
    public static final String OPERATOR = "operator";
    public static final String REGISTER_OFFICER = "register-officer";
    public static final String POLICY_AUTHOR = "policy-author";
    public static final String POLICY_APPROVER = "policy-approver";
    public static final String POLICY_ENGINE = "policy-engine";
    public static final String SERVICE = "service";

    private Roles() {}
}
