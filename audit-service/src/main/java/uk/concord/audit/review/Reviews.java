package uk.concord.audit.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.ReadingTrail;
import uk.concord.audit.trail.Records;
import uk.concord.audit.trail.Viewer;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/**
 * How officers read reviews, by API and by page: an officer of an organisation those of the emergencies that it declared, the region's
 * officers all. Reading is recorded before it is answered.
 */
@ApplicationScoped
public class Reviews {

    private static final int MOST_USES = 200;

    private final ReviewCases cases;
    private final ReviewHistory history;
    private final Records records;
    private final ReadingTrail trail;
    private final Caller caller;
    private final Clock clock;

    Reviews(ReviewCases cases, ReviewHistory history, Records records, ReadingTrail trail, Caller caller, Clock clock) {
        this.cases = cases;
        this.history = history;
        this.records = records;
        this.trail = trail;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * The queue: overdue ones first, then what is due soonest, then what waits to be closed, then what is closed.
     *
     * @param after the {@code next} of the page before
     * @throws ProblemException 400 if that is something else; 403 for an officer who may see no records at all
     */
    public Page<Review> queue(ReviewQuery query, @Nullable String after, int limit) {
        ReviewCursor cursor = ReviewCursor.of(after);
        List<Review> found = cases.page(query, Viewer.of(caller), clock.instant(), cursor, limit + 1);
        List<Review> page = found.size() > limit ? found.subList(0, limit) : found;
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("form", "reviews");
        put(detail, "state", query.state());
        put(detail, "overdue", query.overdue());
        put(detail, "withheld", query.withheld());
        detail.put("returned", page.size());
        trail.record(Capacity.STAFF, "read", "An officer looked at the reviews of emergencies.", null, detail);
        return new Page<>(
                page, found.size() > limit ? ReviewCursor.behind(page.getLast()).text() : null);
    }

    /** How many reviews the caller may see that are open, overdue, withheld from their patients. */
    public ReviewCounts counted() {
        return cases.count(Viewer.of(caller), clock.instant());
    }

    /**
     * One review with its story.
     *
     * @param form in which form it is read
     * @throws ProblemException 404 if it isn't there for the caller
     */
    public OpenedReview open(String id, String form) {
        Review review = find(id, form);
        AuditPatient patient = review.patient().orElse(null);
        OpenedReview opened = new OpenedReview(
                review,
                records.ofGrant(review.grant(), Viewer.of(caller), MOST_USES),
                history.moves(review.grant()),
                history.reminders(review.grant()));
        trail.record(
                Capacity.STAFF,
                "read",
                "An officer opened the review of an emergency.",
                patient,
                Map.of("grant", review.grant(), "form", form));
        return opened;
    }

    /**
     * Whether the caller declared this emergency, so that somebody else must review it.
     *
     * @throws ProblemException 500 if the declaration's record was altered, so that nobody can tell
     */
    public boolean isOwn(Review review) {
        return review.isDeclaredBy(caller);
    }

    /**
     * The review with this id.
     *
     * @param form for what it is looked up
     * @throws ProblemException 404 if it isn't there for the caller, which is recorded
     */
    Review find(String id, String form) {
        UUID grant = idOf(id);
        Optional<Review> review = cases.find(grant, Viewer.of(caller));
        if (review.isEmpty()) {
            trail.record(
                    Capacity.STAFF,
                    "not-found",
                    "An officer asked for a review that isn't there, or isn't for that officer to see.",
                    null,
                    Map.of("review", grant, "form", form));
        }
        return review.orElseThrow(Reviews::notFound);
    }

    private static void put(Map<String, Object> detail, String name, @Nullable Object value) {
        if (value != null) {
            detail.put(name, value);
        }
    }

    private static UUID idOf(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw notFound();
        }
    }

    private static ProblemException notFound() {
        return new ProblemException(
                ProblemType.NOT_FOUND, "There is no review with this id among those that you may see.");
    }
}
