package uk.concord.audit.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.problem.ProblemException;

/**
 * Records what time alone brings: once a day that a review is late or that withheld records will soon be shown, and once that they are
 * shown again. The patient sees them from that instant on, whether it is recorded yet or not.
 */
@ApplicationScoped
class Reminders {

    private static final int AT_ONCE = 500;

    private final ReviewCases cases;
    private final ReviewWrites writes;
    private final AuditEvents events;
    private final ReviewSettings settings;
    private final Clock clock;

    Reminders(ReviewCases cases, ReviewWrites writes, AuditEvents events, ReviewSettings settings, Clock clock) {
        this.cases = cases;
        this.writes = writes;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Records what is due now, and returns how many records that were. What another replica records at the same time isn't recorded
     * twice.
     *
     * @throws ProblemException 503 if the database or the audit isn't there; what isn't recorded yet is tried again next time
     */
    int record() {
        Instant now = clock.instant();
        LocalDate today = ReviewDates.day(now);
        int recorded = 0;
        for (Review late : cases.toRemindOfBeingLate(now, today, AT_ONCE)) {
            recorded += remind(late, Reminder.Kind.OVERDUE, today);
        }
        Instant soon = now.plus(settings.remindBefore());
        for (Review ending : cases.toRemindOfBeingShown(now, soon, today, AT_ONCE)) {
            recorded += remind(ending, Reminder.Kind.WITHHELD, today);
        }
        for (Review ended : cases.shownByNow(now, AT_ONCE)) {
            recorded += show(ended, now);
        }
        return recorded;
    }

    private int remind(Review review, Reminder.Kind kind, LocalDate today) {
        AuditRecord record = events.record(ReviewRecords.reminded(review, kind, today));
        Reminder reminder = new Reminder(review.grant(), kind, today, record.id());
        return writes.write(connection -> ReviewRows.remind(connection, reminder), record) ? 1 : 0;
    }

    private int show(Review review, Instant now) {
        Standing after = review.standing().after(Move.SHOW, now, null);
        AuditRecord record = events.record(ReviewRecords.shownByTime(review, after));
        MoveMade made = new MoveMade(review.grant(), record.id(), Move.SHOW, after, record.occurredAt());
        return writes.write(connection -> ReviewRows.move(connection, made), record) ? 1 : 0;
    }
}
