/**
 * What the register of policy-service knows, as far as a choice may name it: schemes, organisations, categories and
 * purposes. The last good copy is kept.
 */
@NullMarked
package uk.concord.consent.register;

import org.jspecify.annotations.NullMarked;
