/** How a client says that a request is the same as one that it sent before. */
@NullMarked
package uk.concord.kernel.idempotency;

import org.jspecify.annotations.NullMarked;
