package uk.concord.audit.ingest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** How far the topic has been read: kept beside the records, moved with them. */
final class Positions {

    private final String topic;

    Positions(String topic) {
        this.topic = topic;
    }

    /** The next offset of each partition that has been read from. */
    Map<Integer, Long> read(Connection connection) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select partition, next_offset from ingest_position where topic = ?")) {
            query.setString(1, topic);
            try (ResultSet rows = query.executeQuery()) {
                Map<Integer, Long> positions = new HashMap<>();
                while (rows.next()) {
                    positions.put(rows.getInt(1), rows.getLong(2));
                }
                return positions;
            }
        }
    }

    void move(Connection connection, Collection<Position> positions) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into ingest_position as p (topic, partition, next_offset, recorded, duplicates, parked)"
                        + " select ?, moved.* from unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[]) moved"
                        + " on conflict (topic, partition) do update set"
                        + " next_offset = excluded.next_offset, recorded = p.recorded + excluded.recorded,"
                        + " duplicates = p.duplicates + excluded.duplicates, parked = p.parked + excluded.parked")) {
            upsert.setString(1, topic);
            upsert.setArray(2, numbers(connection, positions, Position::partition));
            upsert.setArray(3, numbers(connection, positions, Position::nextOffset));
            upsert.setArray(4, numbers(connection, positions, Position::recorded));
            upsert.setArray(5, numbers(connection, positions, Position::duplicates));
            upsert.setArray(6, numbers(connection, positions, Position::parked));
            upsert.executeUpdate();
        }
    }

    private static Array numbers(Connection connection, Collection<Position> positions, ToLongFunction<Position> of)
            throws SQLException {
        return connection.createArrayOf(
                "bigint", positions.stream().mapToLong(of).boxed().toArray());
    }
}
