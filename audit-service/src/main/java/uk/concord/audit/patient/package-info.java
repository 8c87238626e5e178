/**
 * Asks consent-service, the owner of the patient register, which patient an NHS number belongs to. Whoever isn't on it is found by
 * the pseudonym of the number.
 */
@NullMarked
package uk.concord.audit.patient;

import org.jspecify.annotations.NullMarked;
