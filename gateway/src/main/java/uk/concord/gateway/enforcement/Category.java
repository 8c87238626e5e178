package uk.concord.gateway.enforcement;

import java.util.Set;

/**
 * A kind of information, as far as the gateway must know it.
 *
 * @param id its code
 * @param heldBack whether it is sensitive or legally restricted, and so asked for with every question
 * @param types FHIR types whose resources are of this kind
 * @param labels security labels that put a resource into this kind
 */
record Category(String id, boolean heldBack, Set<String> types, Set<Label> labels) {}
