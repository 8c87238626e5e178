/**
 * What patients say: immutable versions under each scheme, the patient's own view of them, and the one way to change
 * them. Each change is written with the events that tell of it.
 */
@NullMarked
package uk.concord.consent.preference;

import org.jspecify.annotations.NullMarked;
