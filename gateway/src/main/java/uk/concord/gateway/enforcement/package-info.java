/**
 * Does what the decision says with FHIR traffic: the one way from a partner to a custodian's records. What isn't understood is
 * refused, and nothing goes out before its access is on record.
 */
@NullMarked
package uk.concord.gateway.enforcement;

import org.jspecify.annotations.NullMarked;
