package uk.concord.audit.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.security.Caller;

/** How officers review, by API and by page: each move is recorded before it is answered. */
@ApplicationScoped
public class ReviewMoves {

    private final Reviews reviews;
    private final ReviewWrites writes;
    private final ReviewDates dates;
    private final AuditEvents events;
    private final Caller caller;
    private final Clock clock;

    ReviewMoves(
            Reviews reviews, ReviewWrites writes, ReviewDates dates, AuditEvents events, Caller caller, Clock clock) {
        this.reviews = reviews;
        this.writes = writes;
        this.dates = dates;
        this.events = events;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Makes a move, and returns how the review stands when its record was accepted.
     *
     * @param seen the revision on which the officer decided
     * @throws ProblemException 404 if the review isn't there for the caller; 403 if she declared the emergency; 500 if the declaration's
     *     record was altered; 412 if somebody made
     *     another move since; 409 if the move isn't possible; 400 if what she says can't be taken; 503 if it isn't known to be
     *     recorded and kept: then nothing was changed, unless its record was accepted all the same and gets into the ledger
     */
    public Review make(String id, Move move, MoveInput input, long seen) {
        Review review = reviews.find(id, move.text());
        if (reviews.isOwn(review)) {
            throw MoveRefused.own();
        }
        Standing before = review.standing();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (before.revision() != seen) {
            throw MoveRefused.stale();
        }
        if (!before.possible(now).contains(move)) {
            throw MoveRefused.notPossible(move, before, before.possible(now));
        }
        Map<String, String> faults = input.faults(move, dates);
        if (!faults.isEmpty()) {
            throw MoveRefused.faulty(faults);
        }
        Standing after = before.after(move, now, input.reviewOn() == null ? null : ReviewDates.after(input.reviewOn()));
        AuditRecord record =
                events.record(ReviewRecords.moved(review, move, input, after, caller.asActor(Capacity.STAFF)));
        MoveMade made = new MoveMade(review.grant(), record.id(), move, after, record.occurredAt());
        if (!writes.write(connection -> ReviewRows.move(connection, made), record)) {
            throw MoveRefused.stale();
        }
        return new Review(
                review.grant(), review.requester(), review.declaredAt(), review.dueAt(), after, review.declaration());
    }
}
