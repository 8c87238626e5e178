package uk.concord.policy.register;

/**
 * What a change came to.
 *
 * @param revision the register's revision after it
 * @param changed how many things are now different
 * @param unchanged how many were said to be what they were already
 */
record RegisterOutcome(long revision, int changed, int unchanged) {}
