package uk.concord.policy.register;

/**
 * A thing as it stands.
 *
 * @param revision the register's revision in which it was last changed
 */
record StoredThing(RegisterThing thing, long revision) {}
