package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** HL7's purposes of use (value set v3-PurposeOfUse, of the code system v3-ActReason). */
final class PurposeOfUse {

    private static final Set<String> CODES = Set.of(
            ("TREAT CLINTRL COC ETREAT BTG ERTREAT POPHLTH HPAYMT CLMATTCH COVAUTH COVERAGE ELIGDTRM ELIGVER ENROLLM MILDCRG"
                            + " REMITADV HOPERAT CAREMGT DONAT FRAUD GOV HACCRED HCOMPL HDECD HDIRECT HDM HLEGAL HOUTCOMS HPRGRP"
                            + " HQUALIMP HSYSADMIN LABELING METAMGT MEMADMIN MILCDM PATADMIN PATSFTY PERFMSR RECORDMGT SYSDEV HTEST"
                            + " TRAIN HMARKT HRESCH BIORCH CLINTRCH CLINTRCHNPC CLINTRCHPC PRECLINTRCH DSRCH POARCH TRANSRCH PATRQT"
                            + " FAMRQT PWATRNY SUPNWK PUBHLTH DISASTER THREAT")
                    .split(" "));

    private PurposeOfUse() {}

    /** A purpose as a CodeableConcept; what isn't one of HL7's codes stands as text. */
    static ObjectNode concept(String purpose) {
        ObjectNode concept = JsonNodeFactory.instance.objectNode();
        if (CODES.contains(purpose)) {
            concept.putArray("coding")
                    .addObject()
                    .put("system", FhirSystem.ACT_REASON)
                    .put("code", purpose);
        } else {
            concept.put("text", FhirText.plain(purpose));
        }
        return concept;
    }
}
