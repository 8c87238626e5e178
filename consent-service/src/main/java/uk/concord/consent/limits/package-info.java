/**
 * How large a request may be. An import has a bound of its own.
 */
@NullMarked
package uk.concord.consent.limits;

import org.jspecify.annotations.NullMarked;
