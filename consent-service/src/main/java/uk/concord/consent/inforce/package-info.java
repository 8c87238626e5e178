/**
 * Whether a choice holds already where decisions are made. Only policy-service's own word counts as a yes.
 */
@NullMarked
package uk.concord.consent.inforce;

import org.jspecify.annotations.NullMarked;
