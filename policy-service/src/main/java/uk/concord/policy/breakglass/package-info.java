/**
 * Break-glass: emergency access is declared by somebody for one patient, with a reason, for a limited time. Every replica holds
 * the grants that run, and what it can't be sure of it reads from the database.
 */
@NullMarked
package uk.concord.policy.breakglass;

import org.jspecify.annotations.NullMarked;
