package uk.concord.audit.trail.page;

/**
 * Something typed that can't be used.
 *
 * @param field the id of the field to mend
 */
public record Fault(String field, String message) {}
