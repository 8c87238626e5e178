package uk.concord.audit.verify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import uk.concord.audit.merkle.Tile;

/** A full tile as it is stored. */
record StoredTile(byte[] hashes, byte[] root) {

    /** Reads the columns {@code hashes} and {@code root}. */
    static StoredTile of(ResultSet row) throws SQLException {
        return new StoredTile(row.getBytes("hashes"), row.getBytes("root"));
    }

    /** Whether this is the tile that the leaves make. */
    boolean is(Tile tile) {
        return Arrays.equals(hashes, tile.bytes())
                && Arrays.equals(root, tile.root().bytes());
    }
}
