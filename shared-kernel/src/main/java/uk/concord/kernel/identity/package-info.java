/**
 * The identifiers of the domain: NHS number, patient id, ODS code, and time-ordered ids. Each checks itself once, when
 * it is made, so that code that holds one needn't check again.
 */
@NullMarked
package uk.concord.kernel.identity;

import org.jspecify.annotations.NullMarked;
