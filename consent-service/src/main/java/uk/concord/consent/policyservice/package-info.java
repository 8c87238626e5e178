/**
 * The way to policy-service, with this service's own token.
 */
@NullMarked
package uk.concord.consent.policyservice;

import org.jspecify.annotations.NullMarked;
