package uk.concord.consent.choice;

import java.util.UUID;

/**
 * Answers that aren't confirmed yet.
 *
 * @param tag another one each time that they are saved
 * @param basedOn the patient's revision when she began
 */
record Draft(UUID tag, long basedOn, Answers answers) {}
