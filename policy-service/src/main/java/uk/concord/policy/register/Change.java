package uk.concord.policy.register;

import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditActor;

/**
 * Who changes the register, and why.
 *
 * @param summary what is done, in one plain sentence, for the record
 */
record Change(AuditActor actor, String summary, @Nullable String reason) {}
