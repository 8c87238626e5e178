/**
 * The releases of the rules: drafted by one person, checked, put live by another. The first one is packed from the Rego that
 * this service ships with.
 */
@NullMarked
package uk.concord.policy.release;

import org.jspecify.annotations.NullMarked;
