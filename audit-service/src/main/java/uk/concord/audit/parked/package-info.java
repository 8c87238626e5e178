/** Events that couldn't be recorded: what became of them, and how an operator has them sent again. */
@NullMarked
package uk.concord.audit.parked;

import org.jspecify.annotations.NullMarked;
