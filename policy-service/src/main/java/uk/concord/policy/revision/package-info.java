/**
 * Which register and which release are in force, and how every replica comes to know it within a bound. A decision made on
 * an older one for longer than that is refused.
 */
@NullMarked
package uk.concord.policy.revision;

import org.jspecify.annotations.NullMarked;
