package uk.concord.audit.ledger;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.merkle.TreeEdge;

/** Writes records, their leaves, and the tiles and ranges that they fill, in the caller's transaction. */
public final class LedgerWriter {

    private final SecureRandom random = new SecureRandom();

    /**
     * Appends the records and returns the tree's new edge; the one that was given is left as it is, so that the caller still
     * has it if the transaction doesn't commit.
     *
     * @param recordedAt when, by the ledger's clock; the partitions of its month must be there
     */
    public TreeEdge append(Connection connection, TreeEdge before, List<NewRecord> records, Instant recordedAt)
            throws SQLException {
        TreeEdge edge = before.copy();
        CopyRows leaves = new CopyRows("leaf", "leaf_index", "event_id", "commitment", "leaf_hash", "recorded_at");
        CopyRows bodies = bodies();
        CopyRows organisations = new CopyRows("record_organisation", "organisation", "leaf_index", "recorded_at");
        CopyRows people = new CopyRows("record_patient", "person", "leaf_index", "recorded_at");
        List<Tile> filled = new ArrayList<>();
        for (NewRecord record : records) {
            long index = edge.size();
            byte[] salt = new byte[LedgerEntry.SALT_LENGTH];
            random.nextBytes(salt);
            LedgerEntry entry = new LedgerEntry(record.facts().id(), LedgerEntry.commit(salt, record.body()));
            Hash leaf = entry.leafHash();
            filled.addAll(edge.append(leaf));
            leaves.row()
                    .number(index)
                    .uuid(entry.eventId())
                    .bytes(entry.commitment().bytes())
                    .bytes(leaf.bytes())
                    .instant(recordedAt);
            body(bodies, index, recordedAt, salt, record);
            for (String organisation : record.facts().organisations()) {
                organisations.row().text(organisation).number(index).instant(recordedAt);
            }
            for (UUID person : record.facts().among()) {
                people.row().uuid(person).number(index).instant(recordedAt);
            }
        }
        leaves.send(connection);
        bodies.send(connection);
        organisations.send(connection);
        people.send(connection);
        insert(connection, filled);
        LeafRanges.complete(connection, before.size(), edge.size());
        return edge;
    }

    /** Makes sure that records of this time, and of the two months after it, have partitions to go to. */
    public void makeMonths(Connection connection, Instant first) throws SQLException {
        try (PreparedStatement call = connection.prepareStatement("select make_months(?)")) {
            call.setObject(1, first.atOffset(ZoneOffset.UTC));
            call.execute();
        }
    }

    private static CopyRows bodies() {
        return new CopyRows(
                "record",
                "leaf_index",
                "recorded_at",
                "salt",
                "body",
                "type",
                "occurred_at",
                "source",
                "request_id",
                "patient_id",
                "pseudonym",
                "actor_client",
                "actor_subject",
                "actor_organisation",
                "actor_user",
                "actor_capacity",
                "organisations",
                "purpose",
                "outcome",
                "decision_id");
    }

    private static void body(CopyRows rows, long index, Instant recordedAt, byte[] salt, NewRecord record) {
        RecordFacts facts = record.facts();
        rows.row()
                .number(index)
                .instant(recordedAt)
                .bytes(salt)
                .bytes(record.body())
                .text(facts.type())
                .instant(facts.occurredAt())
                .text(facts.source())
                .text(facts.requestId())
                .uuid(facts.whom().patient())
                .text(facts.whom().pseudonym())
                .text(facts.who().client())
                .text(facts.who().subject())
                .text(facts.who().organisation())
                .text(facts.who().user())
                .text(facts.who().capacity())
                .texts(facts.organisations())
                .text(facts.purpose())
                .text(facts.outcome())
                .uuid(facts.decisionId());
    }

    private static void insert(Connection connection, List<Tile> tiles) throws SQLException {
        if (tiles.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("insert into tile (level, tile_index, hashes, root) values (?, ?, ?, ?)")) {
            for (Tile tile : tiles) {
                insert.setInt(1, tile.level());
                insert.setLong(2, tile.index());
                insert.setBytes(3, tile.bytes());
                insert.setBytes(4, tile.root().bytes());
                insert.executeUpdate();
            }
        }
    }
}
