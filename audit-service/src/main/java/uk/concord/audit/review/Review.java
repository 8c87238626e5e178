package uk.concord.audit.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.problem.ProblemException;
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

    /** What was declared; nothing if the declaration's record was altered. */
    public Optional<Declared> declared() {
        return declaration
                .content()
                .map(content -> new Declared(RecordView.of(declaration, content), content.detail()));
    }

    /**
     * A declaration.
     *
     * @param line its record, as a line of a list
     * @param detail what it says beside who and whom
     */
    public record Declared(RecordView line, JsonNode detail) {

        /** What it says by this name: {@code reason_code}, {@code reason}, {@code relationship}, {@code until}. */
        public String said(String member) {
            return detail.path(member).asText();
        }
    }

    /** Whom it is about; nothing if that isn't known, because the declaration's record was altered. */
    Optional<AuditPatient> patient() {
        return declared()
                .map(declared -> declared.line().patient())
                .map(patient -> new AuditPatient(patient.id(), patient.pseudonym()));
    }

    /**
     * Whether the caller is the one who declared. The declaration has the user's id as the partner system says it, so it is compared
     * with both names that the caller's token has: its subject and the name with which she signs in.
     *
     * @throws ProblemException 500 if the declaration's record was altered, so that nobody can tell
     */
    boolean isDeclaredBy(Caller caller) {
        RecordView.Actor actor =
                declared().orElseThrow(declaration::altered).line().actor();
        RecordView.User user = actor.user();
        String asserted = user == null || user.id() == null ? "" : user.id().strip();
        return actor.subject().equals(caller.subject())
                || Stream.concat(Stream.of(caller.subject()), caller.username().stream())
                        .anyMatch(asserted::equalsIgnoreCase);
    }
}
