/**
 * The journeys of people and partner systems, driven from outside: through the gateway, on the whole platform as
 * {@code ./concord run} starts it, with real PostgreSQL, Kafka, Keycloak and OPA. Nothing here imports a service.
 */
package uk.concord.endtoend;
