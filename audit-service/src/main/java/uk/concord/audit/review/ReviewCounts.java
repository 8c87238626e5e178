package uk.concord.audit.review;

/**
 * How many reviews there are of each sort.
 *
 * @param open not closed yet
 * @param overdue without a finding though one is due
 * @param withheld of which the patient sees nothing now
 */
public record ReviewCounts(long open, long overdue, long withheld) {}
