package uk.concord.stack.custodian;

import com.fasterxml.jackson.databind.node.ArrayNode;

/** The security labels ({@code meta.security}) that the synthetic records carry. */
enum SecurityLabel {
    /** v3-Confidentiality R: restricted. */
    RESTRICTED("http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "R"),
    SEXUAL_HEALTH("http://terminology.hl7.org/CodeSystem/v3-ActCode", "SEX"),
    MENTAL_HEALTH("http://terminology.hl7.org/CodeSystem/v3-ActCode", "MH"),
    PSYCHIATRY("http://terminology.hl7.org/CodeSystem/v3-ActCode", "PSY"),
    /** v3-ActCode ETH: substance abuse, alcohol included. */
    SUBSTANCE_ABUSE("http://terminology.hl7.org/CodeSystem/v3-ActCode", "ETH"),
    /** SNOMED CT: legal restriction by the Human Fertilisation and Embryology Act 2008. */
    ASSISTED_CONCEPTION("http://snomed.info/sct", "1955841000000104");

    private final String system;
    private final String code;

    SecurityLabel(String system, String code) {
        this.system = system;
        this.code = code;
    }

    void addTo(ArrayNode labels) {
        labels.addObject().put("system", system).put("code", code);
    }
}
