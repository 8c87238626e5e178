/** What tests of consent-service share: synthetic patients, the real policy-service, a look at Kafka. */
package uk.concord.consent.testing;
