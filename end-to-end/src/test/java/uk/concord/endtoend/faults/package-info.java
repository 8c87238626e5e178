/** The ledger under faults: the packaged audit-service on a PostgreSQL and a Kafka of its own, which are killed and come back. */
package uk.concord.endtoend.faults;
