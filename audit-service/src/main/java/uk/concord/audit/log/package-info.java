/**
 * The log as anybody may read it: checkpoints, the keys, tiles, entries and proofs. It shows hashes and salted commitments only,
 * so it needs no permission.
 */
@NullMarked
package uk.concord.audit.log;

import org.jspecify.annotations.NullMarked;
