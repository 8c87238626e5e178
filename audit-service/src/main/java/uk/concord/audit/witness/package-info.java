/**
 * Lets witnesses cosign the checkpoints that the ledger has published (C2SP tlog-witness), keeps what they say, and tells when one
 * of them has seen another ledger than ours. It signs nothing itself.
 */
@NullMarked
package uk.concord.audit.witness;

import org.jspecify.annotations.NullMarked;
