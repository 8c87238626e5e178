/**
 * Legal holds: what must not be erased, however long it has been kept, because a claim, an inquiry or an investigation needs it. Holds
 * and their releases are records of the ledger, and what the ledger says is in force.
 */
@NullMarked
package uk.concord.audit.hold;

import org.jspecify.annotations.NullMarked;
