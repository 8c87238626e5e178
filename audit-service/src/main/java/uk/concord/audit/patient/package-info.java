/**
 * Asks consent-service, the owner of the patient register, under which names a person may be recorded: her id, and the pseudonyms of
 * her NHS numbers. Whoever isn't on it is found by the pseudonym of the number alone.
 */
@NullMarked
package uk.concord.audit.patient;

import org.jspecify.annotations.NullMarked;
