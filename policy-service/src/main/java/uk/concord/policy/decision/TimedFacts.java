package uk.concord.policy.decision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Facts as they are at one instant.
 *
 * @param changeAt the next instant at which they change by themselves, without any event; null: never
 */
record TimedFacts(Facts facts, @Nullable Instant changeAt) {}
