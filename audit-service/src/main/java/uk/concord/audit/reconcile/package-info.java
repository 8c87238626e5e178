/**
 * Whether what services handed over, and what Kafka took, is in the ledger: counted from outside of the sequencer, all the time.
 */
@NullMarked
package uk.concord.audit.reconcile;

import org.jspecify.annotations.NullMarked;
