package uk.concord.policy.revision;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.TreeMap;

/** Reads a part's latest revisions. Changes are rare, so the last hundred reach back further than any bound. */
final class RevisionQuery {

    private RevisionQuery() {}

    static KnownRevisions latest(Statement statement, Part part) throws SQLException {
        TreeMap<Long, Instant> since = new TreeMap<>();
        try (ResultSet rows = statement.executeQuery("select revision, changed_at from revision_change where part = '"
                + part.label() + "' order by revision desc limit 100")) {
            while (rows.next()) {
                since.put(
                        rows.getLong(1), rows.getObject(2, OffsetDateTime.class).toInstant());
            }
        }
        return new KnownRevisions(since);
    }
}
