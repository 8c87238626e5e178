package uk.concord.consent.choice;

/**
 * What is wrong with an answer.
 *
 * @param field the id of the field to mend
 * @param message what to do about it
 */
record FieldError(String field, String message) {}
