package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.CopiedRows;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.verify.Findings.Finding;
import uk.concord.audit.verify.Findings.Kind;

/** Leaves that stand one behind the other, each checked with its record by itself; what ties them together is checked by others. */
final class Chunk {

    private final List<Leaf> leaves = new ArrayList<>();
    private final Map<Long, StoredTile> tiles = new HashMap<>();
    private final TimesOfLeaves times = new TimesOfLeaves();
    private final EntrySum organisations;
    private final EntrySum people;

    private Chunk(EntrySum.Keys keys) {
        this.organisations = new EntrySum(keys);
        this.people = new EntrySum(keys);
    }

    /**
     * One leaf.
     *
     * @param hash made of its event id and commitment
     * @param kept whether its record is there
     * @param findings what is wrong with leaf and record
     */
    record Leaf(long index, UUID eventId, Hash hash, boolean kept, List<Finding> findings) {

        /** What the leaf is called in a finding. */
        String named() {
            return "leaf " + index + " (event " + eventId + ")";
        }
    }

    /**
     * Reads and checks the leaves from one to before another; both are at the edge of a range.
     *
     * @param ranged the leaf in front of which every range must be there
     */
    static Chunk of(Connection connection, long from, long until, long ranged, EntrySum.Keys keys) throws SQLException {
        Chunk chunk = new Chunk(keys);
        try (CopiedRows rows = new CopiedRows(connection, StoredRow.query(from, until))) {
            while (rows.next()) {
                chunk.check(StoredRow.of(rows));
            }
        }
        chunk.readTiles(connection, from / Tile.WIDTH, until / Tile.WIDTH);
        chunk.times.compare(connection, from, Math.min(until, ranged));
        return chunk;
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /** What the search entries by organisation must be. */
    EntrySum organisations() {
        return organisations;
    }

    /** What the search entries by the people of cohorts must be. */
    EntrySum people() {
        return people;
    }

    /** Whether this tile of level 0 is stored as it must be. */
    boolean holds(Tile tile) {
        StoredTile stored = tiles.get(tile.index());
        return stored != null && stored.is(tile);
    }

    private void readTiles(Connection connection, long from, long until) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select tile_index, hashes, root from tile where level = 0 and tile_index >= ? and tile_index < ?")) {
            query.setLong(1, from);
            query.setLong(2, until);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    tiles.put(rows.getLong(1), StoredTile.of(rows));
                }
            }
        }
    }

    private void check(StoredRow row) {
        Hash hash = new LedgerEntry(row.eventId(), Hash.of(row.commitment())).leafHash();
        List<Finding> findings = new ArrayList<>(0);
        Leaf leaf = new Leaf(row.index(), row.eventId(), hash, row.record() != null, findings);
        if (row.record() != null) {
            check(row, row.record(), leaf);
        }
        if (!Arrays.equals(hash.bytes(), row.leafHash())) {
            findings.add(finding(Kind.LEAF, leaf, "The hash of ", " doesn't fit its event id and commitment."));
        }
        leaves.add(leaf);
        times.add(leaf, row);
    }

    private void check(StoredRow row, StoredRow.Body record, Leaf leaf) {
        if (!Arrays.equals(LedgerEntry.commit(record.salt(), record.bytes()).bytes(), row.commitment())) {
            leaf.findings()
                    .add(
                            finding(
                                    Kind.BODY,
                                    leaf,
                                    "The record of ",
                                    " isn't the one that was recorded: its content, or its salt, doesn't match its commitment."));
        }
        if (!record.recordedAt().equals(row.recordedAt())) {
            leaf.findings().add(finding(Kind.COLUMNS, leaf, "The time of recording of ", " was altered."));
        }
        // Whether this column says what the body says is checked apart from that.
        record.columns()
                .organisations()
                .forEach(organisation -> organisations.add(organisation, row.index(), record.recordedAt()));
        RecordFacts facts = facts(record, leaf);
        if (facts != null) {
            compare(facts, record, leaf);
            Set.copyOf(facts.among()).forEach(person -> people.add(person, row.index(), record.recordedAt()));
        }
    }

    private static @Nullable RecordFacts facts(StoredRow.Body record, Leaf leaf) {
        try {
            return RecordReader.facts(record.bytes());
        } catch (UnreadableRecordException e) {
            leaf.findings().add(finding(Kind.BODY, leaf, "The record of ", " can't be read: " + e.getMessage() + "."));
            return null;
        }
    }

    private static void compare(RecordFacts facts, StoredRow.Body record, Leaf leaf) {
        if (!facts.id().equals(leaf.eventId())) {
            leaf.findings().add(finding(Kind.BODY, leaf, "The record of ", " has the id of another event."));
        }
        List<String> differing = StoredRow.Columns.of(facts).differing(record.columns());
        if (!differing.isEmpty()) {
            leaf.findings()
                    .add(finding(
                            Kind.COLUMNS,
                            leaf,
                            "The search columns of ",
                            " don't say what its record says: " + String.join(", ", differing) + "."));
        }
    }

    private static Finding finding(Kind kind, Leaf leaf, String before, String behind) {
        return new Finding(kind, leaf.eventId(), before + leaf.named() + behind);
    }
}
