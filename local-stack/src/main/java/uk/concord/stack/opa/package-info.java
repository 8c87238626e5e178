/**
 * A real OPA server for the platform and for tests. Uses the JDK alone.
 */
@NullMarked
package uk.concord.stack.opa;

import org.jspecify.annotations.NullMarked;
