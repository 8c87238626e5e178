package uk.concord.audit.review;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of reviews, as far as the patient is told: never what officers wrote. */
@ApplicationScoped
public class ReviewOutcomes {

    private static final String QUERY =
            "select grant_id, due_at, revision, state, found, found_at, withheld_until from review_standing"
                    + " where grant_id = any(?)";

    private final AgroalDataSource database;
    private final Clock clock;

    ReviewOutcomes(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What came of one review.
     *
     * @param state declared, under-review, justified or not-justified: that it was closed is nothing to the patient
     * @param dueOn the last day on which it isn't late
     * @param foundAt when it was found out if the emergency was justified
     */
    public record Outcome(
            ReviewState state,
            LocalDate dueOn,
            boolean overdue,
            @Nullable Instant foundAt) {}

    /** The outcomes of the reviews of these grants, by grant. */
    public Map<UUID, Outcome> of(Collection<UUID> grants) {
        if (grants.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(QUERY)) {
            Array ids = connection.createArrayOf("uuid", grants.toArray());
            query.setArray(1, ids);
            try (ResultSet rows = query.executeQuery()) {
                Map<UUID, Outcome> outcomes = new HashMap<>();
                while (rows.next()) {
                    outcomes.put(
                            rows.getObject("grant_id", UUID.class),
                            outcome(ReviewCases.standing(rows), ReviewCases.instant(rows, "due_at")));
                }
                return outcomes;
            } finally {
                ids.free();
            }
        } catch (SQLException e) {
            throw ReviewCases.unreadable(e);
        }
    }

    private Outcome outcome(Standing standing, Instant dueAt) {
        Standing.Finding found = standing.found();
        return new Outcome(
                found == null ? standing.state() : found.judgement(),
                ReviewDates.lastDayBefore(dueAt),
                standing.overdueAt(dueAt, clock.instant()),
                found == null ? null : found.at());
    }
}
