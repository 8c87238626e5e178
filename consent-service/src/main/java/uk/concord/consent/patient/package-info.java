/**
 * The patient register: who has which patient id, under which NHS numbers, and at which revision. Also how patients get
 * on to it.
 */
@NullMarked
package uk.concord.consent.patient;

import org.jspecify.annotations.NullMarked;
