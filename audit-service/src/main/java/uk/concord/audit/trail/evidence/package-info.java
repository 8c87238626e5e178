/**
 * The evidence pack: chosen records with their proofs under one checkpoint, and all that somebody without this software needs to
 * check them, in one archive. Its format is in {@code docs/ledger-format.md}.
 */
@NullMarked
package uk.concord.audit.trail.evidence;

import org.jspecify.annotations.NullMarked;
