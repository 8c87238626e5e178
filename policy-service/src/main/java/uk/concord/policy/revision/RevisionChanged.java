package uk.concord.policy.revision;

/**
 * This replica has learnt that another revision is in force. Fired on the watching thread; an observer that fails makes the
 * watch try again, and the revision doesn't count as known until then.
 */
public record RevisionChanged(Part part, long revision) {}
