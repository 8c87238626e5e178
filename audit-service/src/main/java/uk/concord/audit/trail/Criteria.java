package uk.concord.audit.trail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.identity.OdsCode;

/**
 * What records are looked for; what is absent doesn't matter.
 *
 * @param from when it happened, at the earliest
 * @param until when it happened, before this
 */
record Criteria(
        @Nullable Whom whom,
        @Nullable OdsCode organisation,
        @Nullable String type,
        @Nullable String purpose,
        @Nullable String outcome,
        @Nullable Instant from,
        @Nullable Instant until,
        @Nullable UUID decisionId) {}
