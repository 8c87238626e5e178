package uk.concord.audit.review;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.audit.AuditEntry;
import uk.concord.kernel.audit.AuditType;

/**
 * What is recorded of reviews, and how it is read again. What officers write stands in these records and nowhere else. A move's record
 * says how the review stood after it, so that the rows can be made from the ledger in whatever order the records come.
 */
final class ReviewRecords {

    static final String SERVICE = "audit-service";

    private static final String PURPOSE = "BTG";
    private static final String REMINDED = "reminded";
    private static final AuditActor SELF = new AuditActor(SERVICE, SERVICE, null, null, Capacity.SYSTEM);

    private ReviewRecords() {}

    /** A move of an officer. */
    static AuditEntry moved(Review review, Move move, MoveInput input, Standing after, AuditActor officer) {
        Map<String, Object> detail = moveDetail(review, move, after);
        if (move.words() != null) {
            detail.put(move.words(), input.words());
        }
        if (move.needsDate() && input.reviewOn() != null) {
            detail.put(MoveInput.REVIEW_ON, input.reviewOn());
        }
        return entry(review, officer, move.outcome(), summary(review, move)).with(detail);
    }

    /** That the patient sees the records again, because the date until which they were withheld has passed. */
    static AuditEntry shownByTime(Review review, Standing after) {
        Map<String, Object> detail = moveDetail(review, Move.SHOW, after);
        detail.put("reason", "The date until which it was withheld has passed, and nobody withheld it for longer.");
        return entry(review, SELF, Move.SHOW.outcome(), summary(review, Move.SHOW))
                .with(detail);
    }

    /** A reminder. */
    static AuditEntry reminded(Review review, Reminder.Kind kind, LocalDate on) {
        Map<String, Object> detail = named(review);
        detail.put("reminder", kind.text());
        detail.put("on", on);
        detail.put("due_at", review.dueAt());
        String summary = switch (kind) {
            case OVERDUE -> "The review of an emergency that " + review.requester() + " had declared is overdue.";
            case WITHHELD -> {
                detail.put("withheld_until", String.valueOf(review.standing().withheldUntil()));
                yield "The records of an emergency that " + review.requester()
                        + " had declared will soon be shown to the patient again.";
            }
        };
        return entry(review, SELF, REMINDED, summary).with(detail);
    }

    private static AuditEntry entry(Review review, AuditActor actor, String outcome, String summary) {
        AuditEntry entry = AuditEntry.of(AuditType.BREAK_GLASS_REVIEW, actor, outcome, summary)
                .concerning(List.of(review.requester()))
                .forPurpose(PURPOSE);
        return review.patient().map(entry::about).orElse(entry);
    }

    private static Map<String, Object> named(Review review) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("grant", review.grant());
        detail.put("declaration", review.declaration().entry().eventId());
        return detail;
    }

    private static Map<String, Object> moveDetail(Review review, Move move, Standing after) {
        Map<String, Object> detail = named(review);
        detail.put("move", move.text());
        detail.put("revision", after.revision());
        detail.put("state", after.state().text());
        Standing.Finding found = after.found();
        if (found != null) {
            detail.put("found", found.judgement().text());
            detail.put("found_at", found.at());
        }
        if (after.withheldUntil() != null) {
            detail.put("withheld_until", after.withheldUntil());
        }
        return detail;
    }

    private static String summary(Review review, Move move) {
        String emergency = " an emergency that " + review.requester() + " had declared";
        return switch (move) {
            case TAKE -> "An officer took the review of" + emergency + ".";
            case JUSTIFY -> "An officer found" + emergency + " justified.";
            case REJECT -> "An officer found" + emergency + " not justified.";
            case CLOSE -> "An officer closed the review of" + emergency + ".";
            case WITHHOLD -> "An officer withheld the records of" + emergency + " from the patient until a date.";
            case SHOW -> "The records of" + emergency + " are shown to the patient again.";
        };
    }

    /** The move that a record of ours tells of; nothing if it tells of none. */
    static Optional<MoveMade> move(RecordFacts facts, JsonNode detail) {
        Optional<Move> move = Move.of(detail.path("move").asText());
        Optional<ReviewState> state = ReviewState.of(detail.path("state").asText());
        long revision = detail.path("revision").asLong();
        UUID grant = facts.grant();
        if (grant == null || move.isEmpty() || state.isEmpty() || revision < 1) {
            return Optional.empty();
        }
        Instant foundAt = instant(detail.path("found_at"));
        Standing.Finding found = foundAt == null
                ? null
                : ReviewState.of(detail.path("found").asText())
                        .map(judgement -> new Standing.Finding(judgement, foundAt))
                        .orElse(null);
        Standing after = new Standing(revision, state.get(), found, instant(detail.path("withheld_until")));
        return Optional.of(new MoveMade(grant, facts.id(), move.get(), after, facts.occurredAt()));
    }

    /** The reminder that a record of ours tells of; nothing if it tells of none. */
    static Optional<Reminder> reminder(RecordFacts facts, JsonNode detail) {
        UUID grant = facts.grant();
        Optional<Reminder.Kind> kind = Reminder.Kind.of(detail.path("reminder").asText());
        if (grant == null || kind.isEmpty()) {
            return Optional.empty();
        }
        try {
            LocalDate on = LocalDate.parse(detail.path("on").asText());
            return Optional.of(new Reminder(grant, kind.get(), on, facts.id()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Instant instant(JsonNode text) {
        try {
            return text.isTextual() ? Instant.parse(text.asText()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
