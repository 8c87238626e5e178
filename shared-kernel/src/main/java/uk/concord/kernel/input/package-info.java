/** What callers and people send, read the same way by every service. */
@NullMarked
package uk.concord.kernel.input;

import org.jspecify.annotations.NullMarked;
