package uk.concord.audit.fhir.event;

/** The systems of the identifiers and codes in our AuditEvents: those of standards, and our own. */
public final class FhirSystem {

    public static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    public static final String X_REQUEST_ID = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";

    /** Patient ids of the patient register. */
    public static final String PATIENT = "https://concord.example/Id/patient";
    /** Pseudonyms of NHS numbers, for people whose patient id wasn't known. */
    public static final String PSEUDONYM = "https://concord.example/Id/pseudonym";
    /** Decisions' ids. */
    public static final String DECISION = "https://concord.example/Id/decision";
    /** OAuth clients. */
    public static final String CLIENT = "https://concord.example/Id/client";
    /** Accounts that sign in. */
    public static final String SUBJECT = "https://concord.example/Id/subject";
    /** What partner systems call their users; nobody checked it. */
    public static final String ASSERTED_USER = "https://concord.example/Id/asserted-user";
    /** The types of audit record, as tags. */
    public static final String AUDIT_TYPE = "https://concord.example/CodeSystem/audit-type";

    static final String SERVICE = "https://concord.example/Id/service";
    static final String PREFERENCE = "https://concord.example/Id/preference";
    static final String REGISTER_REVISION = "https://concord.example/Id/register-revision";
    static final String RELEASE = "https://concord.example/Id/release";
    static final String COHORT_PART = "https://concord.example/Id/cohort-part";
    static final String RESOURCE_TYPES = "http://hl7.org/fhir/resource-types";

    private FhirSystem() {}
}
