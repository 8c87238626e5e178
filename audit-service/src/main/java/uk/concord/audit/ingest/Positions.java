package uk.concord.audit.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

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
                        + " values (?, ?, ?, ?, ?, ?) on conflict (topic, partition) do update set"
                        + " next_offset = excluded.next_offset, recorded = p.recorded + excluded.recorded,"
                        + " duplicates = p.duplicates + excluded.duplicates, parked = p.parked + excluded.parked")) {
            for (Position position : positions) {
                upsert.setString(1, topic);
                upsert.setInt(2, position.partition());
                upsert.setLong(3, position.nextOffset());
                upsert.setLong(4, position.recorded());
                upsert.setLong(5, position.duplicates());
                upsert.setLong(6, position.parked());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }
}
