package uk.concord.endtoend;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The audit database as its superuser sees it, who switches the triggers off and knows the ledger's format. He has neither the
 * signing key nor the checkpoint that is kept outside.
 */
final class AuditDatabase {

    private static final int TILE_WIDTH = 256;
    private static final int HASH = 32;
    private static final List<String> TABLES =
            List.of("leaf", "record", "record_organisation", "record_patient", "leaf_range", "tile", "checkpoint");

    private final String url;
    private final String password;

    AuditDatabase(String url, String password) {
        this.url = url;
        this.password = password;
    }

    /** One record as it is stored, and what its leaf commits to. */
    record Stored(long index, UUID eventId, byte[] salt, byte[] body, String outcome) {

        Stored withOutcomeDeny() {
            String altered =
                    new String(body, StandardCharsets.UTF_8).replace("\"outcome\":\"permit\"", "\"outcome\":\"deny\"");
            return new Stored(index, eventId, salt, altered.getBytes(StandardCharsets.UTF_8), "deny");
        }

        Stored withANewSalt() {
            byte[] fresh = new byte[HASH];
            new SecureRandom().nextBytes(fresh);
            return new Stored(index, eventId, fresh, body, outcome);
        }

        byte[] commitment() {
            return sha256("concord-audit-commitment-v1".getBytes(StandardCharsets.US_ASCII), salt, body);
        }

        byte[] leafHash() {
            byte[] id = ByteBuffer.allocate(16)
                    .putLong(eventId.getMostSignificantBits())
                    .putLong(eventId.getLeastSignificantBits())
                    .array();
            return sha256(new byte[] {0x00, 0x01}, id, commitment());
        }
    }

    boolean holds(String decision) {
        return with(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select 1 from record where decision_id = ? and type = 'decision'")) {
                select.setObject(1, UUID.fromString(decision));
                return select.executeQuery().next();
            }
        });
    }

    /** The oldest permit: its leaf is in a full tile, if there is one. */
    Stored aDecision() {
        return with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select r.leaf_index, l.event_id, r.salt, r.body, r.outcome"
                            + " from record r join leaf l using (leaf_index)"
                            + " where r.type = 'decision' and r.outcome = 'permit' order by leaf_index limit 1")) {
                row.next();
                return new Stored(
                        row.getLong(1),
                        row.getObject(2, UUID.class),
                        row.getBytes(3),
                        row.getBytes(4),
                        row.getString(5));
            }
        });
    }

    void write(Stored stored) {
        with(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update record set salt = ?, body = ?, outcome = ? where leaf_index = ?")) {
                update.setBytes(1, stored.salt());
                update.setBytes(2, stored.body());
                update.setString(3, stored.outcome());
                update.setLong(4, stored.index());
                return update.executeUpdate();
            }
        });
    }

    void writeAndMakeTheTreeAnew(Stored stored) {
        write(stored);
        with(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update leaf set commitment = ?, leaf_hash = ? where leaf_index = ?")) {
                update.setBytes(1, stored.commitment());
                update.setBytes(2, stored.leafHash());
                update.setLong(3, stored.index());
                return update.executeUpdate();
            }
        });
        byte[] hash = stored.leafHash();
        long index = stored.index();
        // Up through the full tiles; the partial ones are not stored.
        for (int level = 0; hash.length == HASH; level++) {
            hash = replaceInTile(level, index, hash);
            index /= TILE_WIDTH;
        }
    }

    private byte[] replaceInTile(int level, long index, byte[] hash) {
        return with(connection -> {
            byte[] hashes;
            try (PreparedStatement select =
                    connection.prepareStatement("select hashes from tile where level = ? and tile_index = ?")) {
                select.setInt(1, level);
                select.setLong(2, index / TILE_WIDTH);
                ResultSet row = select.executeQuery();
                if (!row.next()) {
                    return new byte[0];
                }
                hashes = row.getBytes(1);
            }
            System.arraycopy(hash, 0, hashes, (int) (index % TILE_WIDTH) * HASH, HASH);
            byte[] root = root(hashes);
            try (PreparedStatement update = connection.prepareStatement(
                    "update tile set hashes = ?, root = ? where level = ? and tile_index = ?")) {
                update.setBytes(1, hashes);
                update.setBytes(2, root);
                update.setInt(3, level);
                update.setLong(4, index / TILE_WIDTH);
                update.executeUpdate();
            }
            return root;
        });
    }

    List<String> removeCheckpoints() {
        return moveAway("checkpoint", "true");
    }

    void restoreCheckpoints(List<String> rows) {
        moveBack("checkpoint", rows);
    }

    /** What was removed, table by table. */
    record Removed(List<String> leaves, List<String> records, List<String> organisations, List<String> checkpoints) {}

    /** Removes this many of the newest signed records, and those after them that were stored but not signed yet. */
    Removed removeNewestSigned(int count) {
        long from = with(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select max(tree_size) from checkpoint")) {
                row.next();
                return row.getLong(1) - count;
            }
        });
        return new Removed(
                moveAway("leaf", "leaf_index >= " + from),
                moveAway("record", "leaf_index >= " + from),
                moveAway("record_organisation", "leaf_index >= " + from),
                moveAway("checkpoint", "tree_size > " + from));
    }

    void restore(Removed removed) {
        moveBack("leaf", removed.leaves());
        moveBack("record", removed.records());
        moveBack("record_organisation", removed.organisations());
        moveBack("checkpoint", removed.checkpoints());
    }

    private List<String> moveAway(String table, String condition) {
        return with(connection -> {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement()) {
                ResultSet row =
                        statement.executeQuery("select row_to_json(t)::text from " + table + " t where " + condition);
                while (row.next()) {
                    rows.add(row.getString(1));
                }
                statement.executeUpdate("delete from " + table + " where " + condition);
            }
            return rows;
        });
    }

    private void moveBack(String table, List<String> rows) {
        with(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("insert into " + table
                    + " select * from json_populate_record(null::public." + table + ", ?::json)")) {
                for (String row : rows) {
                    insert.setString(1, row);
                    insert.executeUpdate();
                }
            }
            return rows.size();
        });
    }

    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T with(Work<T> work) {
        try (Connection connection = DriverManager.getConnection(url, "postgres", password);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute("alter table " + table + " disable trigger all");
            }
            T result = work.with(connection);
            for (String table : TABLES) {
                statement.execute("alter table " + table + " enable always trigger append_only");
                if (table.startsWith("record")) {
                    statement.execute("alter table " + table + " enable always trigger append_only_erasure");
                }
            }
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] root(byte[] hashes) {
        byte[] level = hashes;
        while (level.length > HASH) {
            ByteArrayOutputStream above = new ByteArrayOutputStream();
            for (int i = 0; i < level.length; i += 2 * HASH) {
                byte[] pair = java.util.Arrays.copyOfRange(level, i, i + 2 * HASH);
                above.writeBytes(sha256(new byte[] {0x01}, pair));
            }
            level = above.toByteArray();
        }
        return level;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
