/**
 * The policy engines that fetch our bundles: what each says of itself in OPA's status reports, and what is alarming in it.
 */
@NullMarked
package uk.concord.policy.engine;

import org.jspecify.annotations.NullMarked;
