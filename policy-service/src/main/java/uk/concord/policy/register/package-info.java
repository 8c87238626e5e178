/**
 * The register: organisations, partner systems, purposes, categories, schemes, sharing agreements, directions and
 * public-interest bases, with a revision over all of them. Every change is validated as a whole, versioned, and recorded in its own transaction.
 */
@NullMarked
package uk.concord.policy.register;

import org.jspecify.annotations.NullMarked;
