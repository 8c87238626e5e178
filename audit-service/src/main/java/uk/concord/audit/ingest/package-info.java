/**
 * The one fenced sequencer: reads the audit topic, gives each record its place in the ledger exactly once, and signs checkpoints.
 * Everything that it knows is in the database, so that a standby can go on where it stopped.
 */
@NullMarked
package uk.concord.audit.ingest;

import org.jspecify.annotations.NullMarked;
