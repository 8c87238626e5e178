/**
 * Asks the ledger for each audit event that Kafka has acknowledged: what it lacks is an alarm, and is sent again. Used by every service
 * that hands over audit events, whichever way they go.
 */
@NullMarked
package uk.concord.kernel.handover;

import org.jspecify.annotations.NullMarked;
