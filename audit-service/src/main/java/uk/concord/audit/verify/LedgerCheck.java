package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import uk.concord.audit.ledger.LeafRanges;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.verify.Findings.Kind;

/**
 * Walks through the whole ledger once and makes the tree anew from the records. What concerns one record alone is checked by several
 * readers at once; what ties the records together is checked in their order.
 */
final class LedgerCheck {

    private final Snapshot snapshot;
    private final Connection connection;
    private final Findings findings;
    private final Progress progress;
    private final ErasureClaims erasures;
    private final TreeEdge tree = new TreeEdge();
    private final EntrySum.Keys keys = EntrySum.Keys.random();
    private final EntrySum organisations = new EntrySum(keys);
    private final EntrySum people = new EntrySum(keys);
    private long last = -1;
    private long records;
    private long filled;
    private boolean gap;

    LedgerCheck(Snapshot snapshot, Findings findings, Progress progress) throws SQLException {
        this.snapshot = snapshot;
        this.connection = snapshot.main();
        this.findings = findings;
        this.progress = progress;
        this.erasures = ErasureClaims.read(connection, findings);
    }

    /**
     * What was seen.
     *
     * @param erased how many of the leaves have no record any more, because the ledger says that it was erased
     */
    record Seen(long leaves, long erased) {}

    /** Hears how far the check is, after each record; what it throws ends the check. */
    @FunctionalInterface
    interface Progress {
        void checked(long seen, long total);
    }

    /** Checks everything. */
    Seen run(SignedSizes signed) throws SQLException {
        long newest = number("select coalesce(max(leaf_index), -1) from leaf");
        compareSigned(signed);
        try (Chunks chunks = new Chunks(snapshot, newest, keys)) {
            while (chunks.hasNext()) {
                Chunk chunk = chunks.next();
                organisations.add(chunk.organisations());
                people.add(chunk.people());
                for (Chunk.Leaf leaf : chunk.leaves()) {
                    check(leaf, chunk, signed);
                    progress.checked(last + 1, newest + 1);
                }
            }
        }
        checkRest();
        signed.conclude(last + 1);
        erasures.conclude(signed.agreed());
        return new Seen(last + 1, erasures.erased());
    }

    private void compareSigned(SignedSizes signed) throws SQLException {
        if (!gap && signed.wants(tree.size())) {
            signed.compare(tree.size(), tree.root());
        }
    }

    private void check(Chunk.Leaf leaf, Chunk chunk, SignedSizes signed) throws SQLException {
        records += leaf.kept() ? 1 : 0;
        if (leaf.index() == last) {
            findings.add(Kind.MISSING, "Leaf " + last + " has more than one record.");
            return;
        }
        if (leaf.index() != last + 1) {
            findings.add(Kind.MISSING, "Leaves " + (last + 1) + " to " + (leaf.index() - 1) + " are missing.");
            gap = true;
        }
        last = leaf.index();
        if (leaf.kept()) {
            erasures.keep(leaf.index());
        } else if (!erasures.cover(leaf.index())) {
            findings.add(
                    Kind.MISSING,
                    leaf.eventId(),
                    "The record of " + leaf.named() + " is gone, and nothing in the ledger says that it was erased.");
        }
        leaf.findings().forEach(finding -> findings.add(finding.kind(), finding.record(), finding.what()));
        append(leaf, chunk);
        compareSigned(signed);
    }

    private void append(Chunk.Leaf leaf, Chunk chunk) throws SQLException {
        if (gap) {
            return;
        }
        for (Tile tile : tree.append(leaf.hash())) {
            filled++;
            if (!(tile.level() == 0 ? chunk.holds(tile) : isStored(tile))) {
                findings.add(
                        Kind.TILE,
                        "Tile " + tile.index() + " of level " + tile.level()
                                + " is missing or isn't made of the leaves that are there.");
            }
        }
    }

    private boolean isStored(Tile tile) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select hashes, root from tile where level = ? and tile_index = ?")) {
            query.setInt(1, tile.level());
            query.setLong(2, tile.index());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next() && StoredTile.of(rows).is(tile);
            }
        }
    }

    private void checkRest() throws SQLException {
        long tiles = number("select count(*) from tile");
        if (!gap && tiles > filled) {
            findings.add(Kind.TILE, "There are " + (tiles - filled) + " tiles more than the leaves fill.");
        }
        long orphans = number("select count(*) from record") - records;
        if (orphans > 0) {
            findings.add(Kind.MISSING, orphans + " rows of record have no leaf.");
        }
        if (LeafRanges.end(connection) > last + 1) {
            findings.add(
                    Kind.COLUMNS, "The times by which leaves are searched are said of more leaves than there are.");
        }
        SearchEntries entries = new SearchEntries(connection, findings, keys);
        entries.byOrganisation(organisations);
        entries.byPerson(people);
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
