/**
 * Signed notes, verifier keys, checkpoints and cosignatures as C2SP writes them, and the one file outside the database that
 * holds the highest checkpoint. Also used by the verifier, so it needs nothing but the JDK.
 */
@NullMarked
package uk.concord.audit.note;

import org.jspecify.annotations.NullMarked;
