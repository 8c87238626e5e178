package uk.concord.consent.preference;

import java.util.Map;
import uk.concord.kernel.audit.AuditActor;

/**
 * Who makes a change, and how we know.
 *
 * @param actor as the audit names her, with the capacity in which she acts
 * @param channel by which the change came
 * @param evidence of who she is; no NHS number
 */
record Author(AuditActor actor, String channel, Map<String, String> evidence) {}
