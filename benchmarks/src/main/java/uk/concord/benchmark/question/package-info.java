/** The questions of the measurement, drawn from a seed, and the same as facts for a raw OPA. */
@NullMarked
package uk.concord.benchmark.question;

import org.jspecify.annotations.NullMarked;
