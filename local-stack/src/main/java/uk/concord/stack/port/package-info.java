/**
 * Finds ports on loopback. Uses the JDK alone, so that tests of every module can call it.
 */
@NullMarked
package uk.concord.stack.port;

import org.jspecify.annotations.NullMarked;
