/**
 * How long records are kept, and how they leave the ledger: an erasure is first a record of its own that names exactly what goes, and
 * only what it names can then be erased. Leaves, and with them all proofs, stay.
 */
@NullMarked
package uk.concord.audit.retention;

import org.jspecify.annotations.NullMarked;
