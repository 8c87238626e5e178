/**
 * The whole of Concord on one machine without containers, for {@code ./concord run} and for tests. What tests use needs the JDK
 * alone; the servers run in processes of their own with the class path in {@code target/lib}.
 */
@NullMarked
package uk.concord.stack;

import org.jspecify.annotations.NullMarked;
