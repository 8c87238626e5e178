package uk.concord.stack.custodian;

import java.util.List;

/**
 * One synthetic entry of a record, before it is a resource.
 *
 * @param type the FHIR resource type
 * @param text what the entry says
 * @param labels its security labels
 */
record Synthetic(String type, String text, List<SecurityLabel> labels) {

    static Synthetic plain(String type, String text) {
        return new Synthetic(type, text, List.of());
    }

    static Synthetic labelled(String type, String text, SecurityLabel... labels) {
        return new Synthetic(type, text, List.of(labels));
    }
}
