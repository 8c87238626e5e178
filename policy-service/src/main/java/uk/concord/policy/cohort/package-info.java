/**
 * One question about many patients: a list of NHS numbers or everybody on the register, streamed in and out. Each way in which
 * patients stand is decided once, and no answer goes out before the record that names its patients is kept.
 */
@NullMarked
package uk.concord.policy.cohort;

import org.jspecify.annotations.NullMarked;
