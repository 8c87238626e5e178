/** What tests of consent-service share: synthetic patients, a stand-in for policy-service's HTTP interface, a look at Kafka. */
package uk.concord.consent.testing;
