package uk.concord.audit.review;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.trail.AlteredLine;
import uk.concord.audit.trail.RecordView;
import uk.concord.audit.trail.StoredRecord;

/** Reads what was done in a review. */
@ApplicationScoped
class ReviewHistory {

    private static final String MOVES =
            "select m.revision, m.record_id, m.move, m.state, m.found, m.found_at, m.withheld_until, m.moved_at,"
                    + " r.leaf_index, r.recorded_at, l.event_id, l.commitment, r.salt, r.body"
                    + " from review_move m left join leaf l on l.event_id = m.record_id"
                    + " left join record r on r.leaf_index = l.leaf_index and r.recorded_at = l.recorded_at"
                    + " where m.grant_id = ? order by m.revision";
    private static final String REMINDERS =
            "select distinct reminded_on from review_reminder where grant_id = ? order by reminded_on";

    private final AgroalDataSource database;

    ReviewHistory(AgroalDataSource database) {
        this.database = database;
    }

    /** Its moves, oldest first. */
    List<OpenedReview.PastMove> moves(UUID grant) {
        return rows(MOVES, grant, row -> past(grant, row));
    }

    /** The days on which officers were reminded of it, oldest first. */
    List<LocalDate> reminders(UUID grant) {
        return rows(REMINDERS, grant, row -> row.getObject(1, LocalDate.class));
    }

    @FunctionalInterface
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> rows(String sql, UUID grant, Row<T> reader) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, grant);
            try (ResultSet rows = query.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
                return found;
            }
        } catch (SQLException e) {
            throw ReviewCases.unreadable(e);
        }
    }

    private static OpenedReview.PastMove past(UUID grant, ResultSet row) throws SQLException {
        MoveMade made = new MoveMade(
                grant,
                row.getObject("record_id", UUID.class),
                Move.of(row.getString("move")).orElseThrow(),
                ReviewCases.standing(row),
                ReviewCases.instant(row, "moved_at"));
        if (row.getBytes("body") == null) {
            return new OpenedReview.PastMove(made, null, "");
        }
        StoredRecord record = StoredRecord.of(row);
        return record.content()
                .map(content -> new OpenedReview.PastMove(
                        made, RecordView.of(record, content), words(made.move(), content.detail())))
                .orElseGet(() -> new OpenedReview.PastMove(made, AlteredLine.of(record), ""));
    }

    private static String words(Move move, JsonNode detail) {
        return move.words() == null ? "" : detail.path(move.words()).asText();
    }
}
