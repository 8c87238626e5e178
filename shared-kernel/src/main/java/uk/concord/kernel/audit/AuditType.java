package uk.concord.kernel.audit;

import java.util.Set;

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
    /** What is done in the review of a use of break-glass: each move, and each reminder. */
    public static final String BREAK_GLASS_REVIEW = "break-glass-review";

    public static final String REGISTER_CHANGE = "register-change";
    public static final String RELEASE_CHANGE = "release-change";
    public static final String AUDIT_READ = "audit-read";
    public static final String SIGN_IN = "sign-in";
    public static final String SIGN_OUT = "sign-out";
    public static final String OPERATION = "operation";
    /** What a partner system recorded of a use of information in its own house. */
    public static final String EXTERNAL = "external";
    /** That records were kept long enough, and which of them are erased for that. */
    public static final String ERASURE = "erasure";
    /** That something must not be erased, or may be again. */
    public static final String LEGAL_HOLD = "legal-hold";

    /** That the keys that sign the ledger are others than before. */
    public static final String LEDGER_KEY_CHANGE = "ledger-key-change";

    /** All of them. */
    public static final Set<String> ALL = Set.of(
            PATIENT_REGISTERED,
            PREFERENCE_CHANGE,
            DECISION,
            COHORT,
            COHORT_PART,
            ACCESS,
            BREAK_GLASS_DECLARED,
            BREAK_GLASS_ENDED,
            REGISTER_CHANGE,
            RELEASE_CHANGE,
            AUDIT_READ,
            SIGN_IN,
            SIGN_OUT,
            OPERATION,
            ERASURE,
            LEGAL_HOLD,
            LEDGER_KEY_CHANGE,
            BREAK_GLASS_REVIEW,
            EXTERNAL);

    private AuditType() {}

    /** The CloudEvents {@code type} attribute of an audit event of this type. */
    public static String cloudEventType(String type) {
        return "uk.concord.audit." + type + ".v1";
    }
}
