/**
 * What {@code ./concord} does: the commands that people type and scripts rely on. Each prints what a person needs and ends with
 * an exit status that a script can read.
 */
@NullMarked
package uk.concord.stack.cli;

import org.jspecify.annotations.NullMarked;
