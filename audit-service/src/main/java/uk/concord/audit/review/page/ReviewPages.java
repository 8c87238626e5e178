package uk.concord.audit.review.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.Names;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.review.OpenedReview;
import uk.concord.audit.review.Review;
import uk.concord.audit.review.ReviewCounts;
import uk.concord.audit.review.ReviewDates;
import uk.concord.audit.review.Reviews;
import uk.concord.audit.review.Standing;
import uk.concord.audit.trail.AlteredLine;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.page.Emergency;
import uk.concord.audit.trail.page.Fault;
import uk.concord.audit.trail.page.ResultLine;
import uk.concord.audit.trail.page.Row;
import uk.concord.kernel.page.PageTimes;

/** Makes the pages of reviews. */
@ApplicationScoped
class ReviewPages {

    static final String PATH = "/trail/reviews";

    private static final String RECORDS = "/trail/records";
    private static final int ALL_USES = 200;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    private final Reviews reviews;
    private final ReviewDates dates;
    private final Names names;
    private final Clock clock;

    ReviewPages(Reviews reviews, ReviewDates dates, Names names, Clock clock) {
        this.reviews = reviews;
        this.dates = dates;
        this.names = names;
        this.clock = clock;
    }

    QueuePage queue(Shown shown, @Nullable String after, int lines) {
        Page<Review> page = reviews.queue(shown.query(), after, lines);
        ReviewCounts counted = reviews.counted();
        RegisterNames current = names.current();
        Instant now = clock.instant();
        return new QueuePage(
                shown.heading(),
                Shown.tabs(shown, counted),
                page.records().stream()
                        .map(review -> line(review, current, now))
                        .toList(),
                after == null ? "" : shown.href(),
                page.next() == null ? "" : shown.href(page.next()));
    }

    private static QueuePage.Line line(Review review, RegisterNames names, Instant now) {
        Standing standing = review.standing();
        Instant until = standing.withheldUntil();
        return new QueuePage.Line(
                PATH + "/" + review.grant(),
                PageTimes.said(review.declaredAt()),
                review.overdueAt(now),
                ReviewWords.lastDay(review.dueAt()),
                ReviewWords.declaredBy(review),
                names.organisation(review.requester().value()),
                review.declared()
                        .map(declared -> Emergency.reason(declared.said("reason_code")))
                        .orElse(""),
                ReviewWords.state(standing),
                ReviewWords.tag(standing),
                until != null && standing.withheldAt(now) ? ReviewWords.lastDay(until) : "");
    }

    ReviewPage of(OpenedReview opened, ReviewForm form, List<Fault> faults) {
        Review review = opened.review();
        Standing standing = review.standing();
        Instant now = clock.instant();
        RegisterNames current = names.current();
        boolean altered = review.declared().isEmpty();
        return new ReviewPage(
                review.grant().toString(),
                standing.revision(),
                ReviewWords.state(standing),
                ReviewWords.tag(standing),
                review.overdueAt(now),
                ReviewWords.lastDay(review.dueAt()),
                List.of(declaration(review, current)),
                opened.uses().stream().map(use -> ResultLine.of(use, current)).toList(),
                opened.uses().size() >= ALL_USES,
                opened.moves().stream().map(move -> line(move, current)).toList(),
                opened.reminders().stream().map(DAY::format).collect(Collectors.joining(", ")),
                sees(standing, now),
                standing.withheldAt(now),
                altered,
                !altered && reviews.isOwn(review),
                standing.possible(now),
                DAY.format(dates.latest()),
                form,
                faults);
    }

    private static Row.Section declaration(Review review, RegisterNames names) {
        List<Row> rows = new ArrayList<>();
        rows.add(row("Declared on", PageTimes.said(review.declaredAt())));
        rows.add(row("By", ReviewWords.declaredBy(review)));
        rows.add(row("How we know", "Their own system said who this person is. Concord did not check it."));
        rows.add(row("Organisation", names.organisation(review.requester().value())));
        review.declared().ifPresent(declared -> said(declared, rows));
        rows.add(new Row(
                "Record",
                List.of("The record of the declaration"),
                RECORDS + "/" + review.declaration().entry().eventId()));
        return new Row.Section(
                "The declaration",
                rows.stream().filter(row -> !row.values().getFirst().isEmpty()).toList());
    }

    private static void said(Review.Declared declared, List<Row> rows) {
        RecordView.Patient patient = declared.line().patient();
        if (patient != null && patient.id() != null) {
            rows.add(new Row("About", List.of("Patient " + patient.id()), RECORDS + "?patient=" + patient.id()));
        } else if (patient != null) {
            rows.add(new Row(
                    "About",
                    List.of("A person recorded under the pseudonym " + patient.pseudonym()),
                    RECORDS + "?pseudonym=" + patient.pseudonym()));
        }
        rows.add(row("Why", Emergency.reason(declared.said("reason_code"))));
        rows.add(row("In their words", declared.said("reason")));
        rows.add(row("What they have to do with the patient", declared.said("relationship")));
        rows.add(row("Ended at the latest", time(declared.said("until"))));
    }

    private static Row row(String label, String value) {
        return new Row(label, List.of(value), "");
    }

    private static String time(String instant) {
        try {
            return PageTimes.said(Instant.parse(instant));
        } catch (DateTimeException e) {
            return instant;
        }
    }

    private static ReviewPage.MoveLine line(OpenedReview.PastMove past, RegisterNames names) {
        String who = switch (past.record()) {
            case null -> "The record is on its way into the ledger, or was erased";
            case AlteredLine altered -> "The record of it was altered: don’t rely on it";
            case RecordView record -> who(record.actor(), names);
        };
        return new ReviewPage.MoveLine(
                PageTimes.said(past.made().at()),
                ReviewWords.made(past.made()),
                who,
                past.words(),
                past.record() == null ? "" : RECORDS + "/" + past.made().record());
    }

    private static String who(RecordView.Actor actor, RegisterNames names) {
        String organisation = actor.organisation();
        return ReviewWords.who(actor, organisation == null ? "The region" : names.organisation(organisation));
    }

    private static String sees(Standing standing, Instant now) {
        Instant until = standing.withheldUntil();
        return until != null && standing.withheldAt(now)
                ? "The patient sees nothing of this emergency until the end of " + ReviewWords.lastDay(until)
                        + ". The day after, it is shown, unless somebody withholds it for longer before."
                : "The patient reads that an emergency was declared, what was done under it, and whether the reason was found good"
                        + " enough. What staff and officers write is never shown to the patient.";
    }
}
