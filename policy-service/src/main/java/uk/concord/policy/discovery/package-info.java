/**
 * Tells AuthZEN clients where the decision endpoints are.
 */
@NullMarked
package uk.concord.policy.discovery;

import org.jspecify.annotations.NullMarked;
