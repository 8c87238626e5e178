/**
 * Child processes that end with their owner, even when the owner is killed. Uses the JDK alone.
 */
@NullMarked
package uk.concord.stack.process;

import org.jspecify.annotations.NullMarked;
