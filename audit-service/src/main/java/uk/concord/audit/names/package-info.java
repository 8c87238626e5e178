/**
 * The names behind the codes that records hold, from policy-service's register, so that people read names. Names only decorate: where
 * the register can't be read, the code stands alone.
 */
@NullMarked
package uk.concord.audit.names;

import org.jspecify.annotations.NullMarked;
