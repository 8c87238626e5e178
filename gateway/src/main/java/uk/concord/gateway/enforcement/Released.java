package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What goes out, and the count of what doesn't.
 *
 * @param body the FHIR resource or bundle
 * @param returned how many resources are in it
 * @param withheld how many the decision or their labels held back
 * @param notAskedFor how many the custodian sent that nobody had asked for
 * @param otherPatients how many it sent about somebody else
 */
record Released(ObjectNode body, int returned, int withheld, int notAskedFor, int otherPatients) {

    /** One resource was asked for, and is withheld. */
    static Released nothing() {
        return new Released(JsonNodeFactory.instance.objectNode(), 0, 1, 0, 0);
    }

    /** Whether everything that was found goes out. */
    boolean complete() {
        return withheld == 0 && otherPatients == 0;
    }
}
