package uk.concord.policy.decision;

import uk.concord.kernel.audit.AuditEntry;

/** Puts a decision on record before it is told. */
interface DecisionRecorder {

    /**
     * Returns when the record can't be lost any more.
     *
     * @throws uk.concord.kernel.audit.AuditUnavailableException 503, if that can't be had: then nothing may be answered
     */
    void record(AuditEntry entry);
}
