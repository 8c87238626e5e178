/**
 * Outside programs that Concord needs (OPA, helm, kubectl-validate): found on the PATH or installed by Go into the project's own cache.
 */
@NullMarked
package uk.concord.stack.tool;

import org.jspecify.annotations.NullMarked;
