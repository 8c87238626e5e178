/** What becomes of audit events after Kafka has acknowledged them. */
@NullMarked
package uk.concord.consent.handover;

import org.jspecify.annotations.NullMarked;
