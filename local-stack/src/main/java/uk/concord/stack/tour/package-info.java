/** {@code ./concord tour}: shows on the running platform, through its public APIs, what Concord is for. */
@NullMarked
package uk.concord.stack.tour;

import org.jspecify.annotations.NullMarked;
