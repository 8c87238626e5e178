/**
 * The register: organisations, partner systems, purposes, categories, schemes and sharing agreements, with a revision over
 * all of them. Every change is validated as a whole, versioned, and recorded in its own transaction.
 */
@NullMarked
package uk.concord.policy.register;

import org.jspecify.annotations.NullMarked;
