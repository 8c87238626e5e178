package uk.concord.kernel.audit;

/** The types of audit record that Concord itself writes. */
public final class AuditType {

    public static final String PATIENT_REGISTERED = "patient-registered";
    public static final String PREFERENCE_CHANGE = "preference-change";
    public static final String DECISION = "decision";
    /** A question about many patients at once: its beginning and its end. */
    public static final String COHORT = "cohort";
    /** Some of the patients of a cohort, each with the outcome. */
    public static final String COHORT_PART = "cohort-part";

    public static final String ACCESS = "access";
    public static final String BREAK_GLASS_DECLARED = "break-glass-declared";
    public static final String BREAK_GLASS_ENDED = "break-glass-ended";
    public static final String REGISTER_CHANGE = "register-change";
    public static final String RELEASE_CHANGE = "release-change";
    public static final String AUDIT_READ = "audit-read";
    public static final String SIGN_IN = "sign-in";
    public static final String SIGN_OUT = "sign-out";
    public static final String OPERATION = "operation";
    /** What a partner system recorded of a use of information in its own house. */
    public static final String EXTERNAL = "external";

    private AuditType() {}

    /** The CloudEvents {@code type} attribute of an audit event of this type. */
    public static String cloudEventType(String type) {
        return "uk.concord.audit." + type + ".v1";
    }
}
