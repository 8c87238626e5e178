/**
 * Answers AuthZEN questions: who asks, the facts, OPA's decision, the record, and only then the answer. Nothing here decides:
 * matching and deciding are the rules' alone.
 */
@NullMarked
package uk.concord.policy.decision;

import org.jspecify.annotations.NullMarked;
