package uk.concord.audit.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.Nodes;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.merkle.TreeHashing;

/**
 * The tree as the database holds it, read through one connection: full tiles, and for what isn't in a full tile yet the leaves
 * and the roots of the tiles below. For one thread, and for one purpose at a time: it remembers the tiles that it has read.
 */
public final class StoredTree implements Nodes {

    private static final String LEAVES =
            "select leaf_hash from leaf where leaf_index >= ? and leaf_index < ? order by leaf_index";
    private static final String ROOTS =
            "select root from tile where level = ? and tile_index >= ? and tile_index < ? order by tile_index";

    private final Connection connection;
    private final Map<List<Long>, List<Hash>> tiles = new HashMap<>();

    public StoredTree(Connection connection) {
        this.connection = connection;
    }

    /** The number of leaves. */
    public long size() throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement("select coalesce(max(leaf_index) + 1, 0) from leaf");
                ResultSet rows = query.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /**
     * The right edge, to go on from.
     *
     * @throws IllegalArgumentException if leaves or tiles are missing there
     */
    public TreeEdge edge() throws SQLException {
        long size = size();
        List<List<Hash>> levels = new ArrayList<>();
        for (int level = 0; Tile.hashesAt(level, size) > 0; level++) {
            long until = Tile.hashesAt(level, size);
            long from = until - until % Tile.WIDTH;
            levels.add(stored(level, from, until));
        }
        return new TreeEdge(size, levels);
    }

    @Override
    public Hash at(int height, long index) {
        int level = height / Tile.HEIGHT;
        int width = 1 << height % Tile.HEIGHT;
        return TreeHashing.perfectRoot(hashes(level, index * width, width));
    }

    /**
     * Consecutive hashes of one tile.
     *
     * @throws IllegalStateException if they aren't all there, or the database doesn't answer
     */
    public List<Hash> hashes(int level, long first, int count) {
        try {
            long index = first / Tile.WIDTH;
            int offset = Math.toIntExact(first % Tile.WIDTH);
            List<Hash> tile = tile(level, index);
            List<Hash> hashes =
                    tile == null ? stored(level, first, first + count) : tile.subList(offset, offset + count);
            if (hashes.size() != count) {
                throw new IllegalStateException("The ledger lacks hashes of tile level " + level + " from " + first);
            }
            return hashes;
        } catch (SQLException e) {
            throw new IllegalStateException("The ledger's tree can't be read", e);
        }
    }

    private @Nullable List<Hash> tile(int level, long index) throws SQLException {
        List<Long> key = List.of((long) level, index);
        List<Hash> known = tiles.get(key);
        if (known != null) {
            return known;
        }
        try (PreparedStatement query =
                connection.prepareStatement("select hashes from tile where level = ? and tile_index = ?")) {
            query.setInt(1, level);
            query.setLong(2, index);
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return null;
                }
                List<Hash> hashes = Tile.hashes(rows.getBytes(1));
                tiles.put(key, hashes);
                return hashes;
            }
        }
    }

    private List<Hash> stored(int level, long from, long until) throws SQLException {
        boolean leaves = level == 0;
        try (PreparedStatement query = connection.prepareStatement(leaves ? LEAVES : ROOTS)) {
            int parameter = 1;
            if (!leaves) {
                query.setInt(parameter++, level - 1);
            }
            query.setLong(parameter++, from);
            query.setLong(parameter, until);
            try (ResultSet rows = query.executeQuery()) {
                List<Hash> hashes = new ArrayList<>();
                while (rows.next()) {
                    hashes.add(Hash.of(rows.getBytes(1)));
                }
                return hashes;
            }
        }
    }
}
