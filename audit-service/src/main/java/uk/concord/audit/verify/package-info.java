/**
 * The verifier: a program of its own that trusts neither the service nor the database, only the log's public key and a checkpoint
 * that was kept elsewhere. It names what was altered. The service lets officers run the same check, over everything or one record.
 */
@NullMarked
package uk.concord.audit.verify;

import org.jspecify.annotations.NullMarked;
