package uk.concord.kernel.handover;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * Which of these events does the ledger lack? Ids only: it holds nothing about anybody.
 *
 * @param list where the source keeps them: {@code outbox}, or the id of the process that handed them over directly
 * @param counts how that list stands, before this answer
 * @param settledMs each of them was acknowledged at least so many milliseconds ago
 * @param events none at all where only the counts are news
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record HandoverQuestion(String list, HandoverCounts counts, long settledMs, List<UUID> events) {

    /** Events in one question, at most. */
    public static final int MOST = 1000;

    private static final Pattern LIST =
            Pattern.compile("outbox|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /** @throws ProblemException 400 if something is missing or out of bounds */
    public HandoverQuestion(
            @Nullable String list, @Nullable HandoverCounts counts, long settledMs, @Nullable List<UUID> events) {
        if (list == null || !LIST.matcher(list).matches()) {
            throw invalid("\"list\" must be \"outbox\" or a process's id, a UUID in small letters.");
        }
        if (counts == null || counts.hasNegative()) {
            throw invalid("\"counts\" must be there, and none of them less than 0.");
        }
        if (settledMs < 1) {
            throw invalid("\"settled_ms\" must be 1 or more.");
        }
        if (events == null || events.size() > MOST || events.stream().anyMatch(Objects::isNull)) {
            throw invalid("\"events\" must be 0 to " + MOST + " ids of events.");
        }
        this.list = list;
        this.counts = counts;
        this.settledMs = settledMs;
        this.events = List.copyOf(events);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(ProblemType.INVALID_REQUEST, detail);
    }
}
