package uk.concord.gateway.enforcement;

import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;

/** The three things that a partner may ask of a custodian's FHIR server. */
sealed interface FhirRequest {

    /** Whose records. */
    OdsCode custodian();

    /** The FHIR resource type. */
    String type();

    /**
     * All resources of one type about one patient.
     *
     * @param count how many to a page
     */
    record Search(OdsCode custodian, String type, NhsNumber patient, int count) implements FhirRequest {}

    /** The next page of a search; the token is one that the gateway sealed. */
    record Page(OdsCode custodian, String type, String token) implements FhirRequest {}

    /** One resource. */
    record Read(OdsCode custodian, String type, String id) implements FhirRequest {}
}
