/** The real parts that are measured, each in a process of its own, and what each has used of the machine. */
@NullMarked
package uk.concord.benchmark.platform;

import org.jspecify.annotations.NullMarked;
