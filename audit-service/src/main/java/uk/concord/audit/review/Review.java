package uk.concord.audit.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.security.Caller;

/**
 * The case of one grant.
 *
 * @param grant its id, and the case's
 * @param declaration the record of the declaration
 * @param dueAt from when the review is late
 */
public record Review(
        UUID grant, OdsCode requester, Instant declaredAt, Instant dueAt, Standing standing, StoredRecord declaration) {

    /** Whether it should have been found out by now if the emergency was justified. */
    public boolean overdueAt(Instant now) {
        return standing.overdueAt(dueAt, now);
    }

    /** The declaration's record, as a line of a list. */
    public RecordView declared() {
        return RecordView.of(declaration);
    }

    /** What the declaration said beside who and whom: {@code reason_code}, {@code reason}, {@code relationship}, {@code until}. */
    public String said(String member) {
        try {
            JsonNode detail = RecordReader.tree(declaration.body()).path("detail");
            return detail.path(member).asText();
        } catch (UnreadableRecordException e) {
            throw new IllegalStateException("a record could be read when it was recorded; run the verifier", e);
        }
    }

    /** Whom it is about. */
    AuditPatient patient() {
        RecordView.Patient patient = declared().patient();
        return patient == null ? new AuditPatient(null, null) : new AuditPatient(patient.id(), patient.pseudonym());
    }

    /**
     * Whether the caller is the one who declared. The declaration has the user's id as the partner system says it, so it is compared
     * with both names that the caller's token has: its subject and the name with which she signs in.
     */
    boolean isDeclaredBy(Caller caller) {
        RecordView.Actor actor = declared().actor();
        RecordView.User user = actor.user();
        String asserted = user == null || user.id() == null ? "" : user.id().strip();
        return actor.subject().equals(caller.subject())
                || Stream.concat(Stream.of(caller.subject()), caller.username().stream())
                        .anyMatch(asserted::equalsIgnoreCase);
    }
}
