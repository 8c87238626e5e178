package uk.concord.audit.trail.page;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.concord.audit.status.LedgerFigures;
import uk.concord.audit.status.LedgerHealth;
import uk.concord.audit.trail.Criteria;
import uk.concord.audit.trail.TrailReading;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.page.PageTimes;

/** Counts what needs attention. */
@ApplicationScoped
class OverviewPages {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final int MOST = 1000;
    private static final String DENY = "deny";
    private static final String BREAK_GLASS = "BTG";

    private final TrailReading reading;
    private final LedgerFigures figures;
    private final List<Attention> others;
    private final Clock clock;

    OverviewPages(TrailReading reading, LedgerFigures figures, @All List<Attention> others, Clock clock) {
        this.reading = reading;
        this.figures = figures;
        this.others = List.copyOf(others);
        this.clock = clock;
    }

    OverviewPage now() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant day = now.minus(DAY);
        Instant week = now.minus(WEEK);
        Map<String, Criteria> wanted = new LinkedHashMap<>();
        wanted.put("refused", Criteria.since(day, AuditType.DECISION, null, DENY, false));
        wanted.put("gaps", Criteria.since(day, null, null, DENY, true));
        wanted.put("break_glass", Criteria.since(week, AuditType.DECISION, BREAK_GLASS, null, false));
        Map<String, Long> counts = reading.count(wanted, MOST);
        LedgerHealth health = figures.health();
        List<OverviewPage.Count> all = new ArrayList<>(ofRecords(counts, day, week));
        others.forEach(other -> all.addAll(other.counts()));
        all.add(new OverviewPage.Count(
                "Events that could not be recorded",
                String.valueOf(health.parked()),
                "",
                health.parked() == 0 ? "Nothing to do." : "They are kept apart. Ask the operator what they are."));
        return new OverviewPage(all, health.upToNow(), ledger(health));
    }

    private static List<OverviewPage.Count> ofRecords(Map<String, Long> counts, Instant day, Instant week) {
        return List.of(
                new OverviewPage.Count(
                        "Requests refused in the last 24 hours",
                        number(counts, "refused"),
                        SearchAddress.since(day, AuditType.DECISION, "", DENY).href(),
                        "Look whether somebody should have been let in, or asked too often."),
                new OverviewPage.Count(
                        "Of these, refused because something isn’t registered",
                        number(counts, "gaps"),
                        SearchAddress.since(day, "", "", SearchAddress.GAP).href(),
                        "Each record says what is missing, and who can supply it."),
                new OverviewPage.Count(
                        "Requests for emergency access in the last 7 days",
                        number(counts, "break_glass"),
                        SearchAddress.since(week, AuditType.DECISION, BREAK_GLASS, "")
                                .href(),
                        "What was allowed rests on an emergency that was declared. Each of these is reviewed."));
    }

    private static String number(Map<String, Long> counts, String name) {
        long count = counts.getOrDefault(name, 0L);
        return count >= MOST ? MOST + " or more" : String.valueOf(count);
    }

    private static String ledger(LedgerHealth health) {
        if (health.signed() == null) {
            return "Nothing in the ledger is signed yet. Tell the operator if this stays so.";
        }
        String newest = "The newest signature covers " + health.signed().size() + " records. It was made on "
                + PageTimes.said(health.signed().signedAt()) + ".";
        return health.upToNow()
                ? "The ledger is signed up to now. " + newest
                : "The ledger is not signed up to now: " + health.unsigned()
                        + " records wait. Tell the operator if this stays so. " + newest;
    }
}
