/**
 * The officer's pages over the audit trail: what needs attention, search, one record with its proof, and the ledger. They read the
 * trail as the API does, within the same bounds, and each reading is itself a record.
 */
@NullMarked
package uk.concord.audit.trail.page;

import org.jspecify.annotations.NullMarked;
