/**
 * Asks the OPA beside this service, within a time limit. Whatever isn't a clear answer is a failure, never a permit.
 */
@NullMarked
package uk.concord.policy.opa;

import org.jspecify.annotations.NullMarked;
