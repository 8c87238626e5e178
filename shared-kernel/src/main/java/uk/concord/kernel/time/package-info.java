/**
 * Time as an input: the one clock that is injected wherever an instant is needed.
 */
@NullMarked
package uk.concord.kernel.time;

import org.jspecify.annotations.NullMarked;
