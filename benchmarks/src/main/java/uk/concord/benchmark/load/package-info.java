/** A closed-loop HTTP client that is cheap enough to share a machine with what it measures, and what it saw. */
@NullMarked
package uk.concord.benchmark.load;

import org.jspecify.annotations.NullMarked;
