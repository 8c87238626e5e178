/**
 * The same request sent twice is done once (IETF draft Idempotency-Key). Answers are kept for a day.
 */
@NullMarked
package uk.concord.consent.idempotency;

import org.jspecify.annotations.NullMarked;
