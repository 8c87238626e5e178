/**
 * Each patient's preferences as this replica holds them from the state topic, and how old they may be. What is too old is read
 * from consent-service instead; what can't be read is never taken for unsaid.
 */
@NullMarked
package uk.concord.policy.projection;

import org.jspecify.annotations.NullMarked;
