package uk.concord.policy.revision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.TreeMap;

/** Reads a part's latest revisions. Changes are rare, so the last hundred reach back further than any bound. */
final class RevisionQuery {

    private static final String LATEST =
            "select revision, changed_at from revision_change where part = '%s' order by revision desc limit 100";

    private RevisionQuery() {}

    static KnownRevisions latest(Statement statement, Part part) throws SQLException {
        TreeMap<Long, Instant> since = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery(LATEST.formatted(part.label()))) {
            while (rows.next()) {
                since.put(
                        rows.getLong(1), rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
        return new KnownRevisions(since);
    }
}
