/**
 * What an operator must know of the ledger: how far it has come, what is parked, and whether it can write and sign. Counts only.
 */
@NullMarked
package uk.concord.audit.status;

import org.jspecify.annotations.NullMarked;
