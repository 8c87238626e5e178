package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.verify.Findings.Kind;

/** Walks through the whole ledger once, in order, and makes the tree anew from the records. */
final class LedgerCheck {

    private static final String MATCHING = "@true";

    private final Connection connection;
    private final Findings findings;
    private final Progress progress;
    private final ErasureClaims erasures;
    private final TreeEdge tree = new TreeEdge();
    private long filled;
    private boolean gap;

    LedgerCheck(Connection connection, Findings findings, Progress progress) throws SQLException {
        this.connection = connection;
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
        long total = number("select count(*) from leaf");
        long last = -1;
        long seen = 0;
        compareSigned(signed);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(500);
            try (ResultSet rows = statement.executeQuery(StoredRow.QUERY)) {
                while (rows.next()) {
                    StoredRow row = StoredRow.of(rows);
                    if (row.index() == last) {
                        findings.add(Kind.MISSING, "Leaf " + last + " has more than one record.");
                        continue;
                    }
                    if (row.index() != last + 1) {
                        findings.add(
                                Kind.MISSING, "Leaves " + (last + 1) + " to " + (row.index() - 1) + " are missing.");
                        gap = true;
                    }
                    last = row.index();
                    check(row);
                    compareSigned(signed);
                    seen++;
                    progress.checked(seen, total);
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

    private void check(StoredRow row) throws SQLException {
        String named = "leaf " + row.index() + " (event " + row.eventId() + ")";
        checkRecord(row, named);
        Hash leaf = new LedgerEntry(row.eventId(), Hash.of(row.commitment())).leafHash();
        if (!Arrays.equals(leaf.bytes(), row.leafHash())) {
            findings.add(
                    Kind.LEAF, row.eventId(), "The hash of " + named + " doesn't fit its event id and commitment.");
        }
        if (gap) {
            return;
        }
        for (Tile tile : tree.append(leaf)) {
            filled++;
            checkTile(tile);
        }
    }

    private void checkRecord(StoredRow row, String named) {
        StoredRow.Body record = row.record();
        if (record == null) {
            if (!erasures.cover(row.index())) {
                findings.add(
                        Kind.MISSING,
                        row.eventId(),
                        "The record of " + named + " is gone, and nothing in the ledger says that it was erased.");
            }
            return;
        }
        erasures.keep(row.index());
        if (!Arrays.equals(LedgerEntry.commit(record.salt(), record.bytes()).bytes(), row.commitment())) {
            findings.add(
                    Kind.BODY,
                    row.eventId(),
                    "The record of " + named + " isn't the one that was recorded: its content, or its salt, doesn't"
                            + " match its commitment.");
        }
        try {
            RecordFacts facts = RecordReader.facts(record.bytes());
            if (!facts.id().equals(row.eventId())) {
                findings.add(Kind.BODY, row.eventId(), "The record of " + named + " has the id of another event.");
            }
            List<String> differing = StoredRow.Columns.of(facts).differing(record.columns());
            if (!differing.isEmpty()) {
                findings.add(
                        Kind.COLUMNS,
                        row.eventId(),
                        "The search columns of " + named + " don't say what its record says: "
                                + String.join(", ", differing) + ".");
            }
            List<String> expected = facts.organisations().stream()
                    .map(code -> code + MATCHING)
                    .sorted()
                    .toList();
            if (!expected.equals(record.searchable().stream().sorted().toList())
                    || !record.recordedAt().equals(row.recordedAt())) {
                findings.add(
                        Kind.COLUMNS,
                        row.eventId(),
                        "The search entries of " + named + " by organisation, or its time of recording, were altered.");
            }
            if (!record.among().equals(Set.copyOf(facts.among()))) {
                findings.add(
                        Kind.COLUMNS,
                        row.eventId(),
                        "The search entries of " + named + " by the people whom it names were altered.");
            }
        } catch (UnreadableRecordException e) {
            findings.add(
                    Kind.BODY, row.eventId(), "The record of " + named + " can't be read: " + e.getMessage() + ".");
        }
    }

    private void checkTile(Tile tile) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select hashes, root from tile where level = ? and tile_index = ?")) {
            query.setInt(1, tile.level());
            query.setLong(2, tile.index());
            try (ResultSet rows = query.executeQuery()) {
                boolean right = rows.next()
                        && Arrays.equals(rows.getBytes(1), tile.bytes())
                        && Arrays.equals(rows.getBytes(2), tile.root().bytes());
                if (!right) {
                    findings.add(
                            Kind.TILE,
                            "Tile " + tile.index() + " of level " + tile.level()
                                    + " is missing or isn't made of the leaves that are there.");
                }
            }
        }
    }

    private void checkRest() throws SQLException {
        long tiles = number("select count(*) from tile");
        if (!gap && tiles > filled) {
            findings.add(Kind.TILE, "There are " + (tiles - filled) + " tiles more than the leaves fill.");
        }
        long orphans = number(
                "select count(*) from record r where not exists (select from leaf l where l.leaf_index = r.leaf_index)");
        if (orphans > 0) {
            findings.add(Kind.MISSING, orphans + " rows of record have no leaf.");
        }
        search("record_organisation");
        search("record_patient");
    }

    // What an erased record could be found by must be gone with it.
    private void search(String table) throws SQLException {
        long left = number(
                "select count(*) from " + table
                        + " x where not exists (select from record r where r.leaf_index = x.leaf_index and r.recorded_at = x.recorded_at)");
        if (left > 0) {
            findings.add(Kind.COLUMNS, left + " rows of " + table + " have no record.");
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
