package uk.concord.policy.breakglass;

import java.time.Instant;

/** A grant with what is kept of its declaration beside, and may be shown. */
record StoredGrant(Grant grant, String role, Instant declaredAt) {}
