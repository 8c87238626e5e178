/**
 * Events written in the transaction of the change that they tell of, and the one fenced relay that hands them to Kafka in
 * commit order. Used by every service whose changes others must hear of.
 */
@NullMarked
package uk.concord.kernel.outbox;

import org.jspecify.annotations.NullMarked;
