/**
 * One PostgreSQL and one Kafka for all tests of a Maven run, started before the first test that needs them. What tests call
 * uses the JDK alone; the daemon behind it has the servers' class path. Beside them a witness of logs, for the tests that want one.
 */
@NullMarked
package uk.concord.stack.testing;

import org.jspecify.annotations.NullMarked;
