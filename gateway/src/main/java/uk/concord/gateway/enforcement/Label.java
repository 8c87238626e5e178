package uk.concord.gateway.enforcement;

/** A security label: a coding in {@code meta.security}. Either part may be empty where a custodian's system leaves it out. */
record Label(String system, String code) {

    static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

    /** A label as the register writes it: {@code system|code}, or the code alone for one of v3 ActCode. */
    static Label of(String text) {
        int bar = text.indexOf('|');
        return bar < 0 ? new Label(ACT_CODE, text) : new Label(text.substring(0, bar), text.substring(bar + 1));
    }
}
