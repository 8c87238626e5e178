package uk.concord.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.merkle.TreeProofs;
import uk.concord.audit.merkle.TreeVerification;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.LedgerDatabase;

class StoredTreeTest {

    private static final Logger LOG = Logger.getLogger(StoredTreeTest.class);
    private static final int SIZE = 65_536 + 300;
    private static final int BATCH = 2_000;

    @Test
    void aTreeOfThreeLevelsProvesWhatItHolds() throws Exception {
        LedgerDatabase database = LedgerDatabase.create();
        try (Connection connection = database.asService()) {
            connection.setAutoCommit(false);
            TreeEdge edge = write(connection);

            TreeEdge stored = new StoredTree(connection).edge();

            assertThat(stored.size()).isEqualTo(SIZE);
            assertThat(stored.root()).isEqualTo(edge.root());
            StoredTree tree = new StoredTree(connection);
            for (long index : new long[] {0, 255, 256, 40_000, 65_535, 65_536, SIZE - 1}) {
                List<Hash> proof = TreeProofs.inclusion(index, SIZE, tree);
                assertThat(TreeVerification.inclusion(
                                index, SIZE, tree.hashes(0, index, 1).getFirst(), proof, edge.root()))
                        .isTrue();
            }
            for (long smaller : new long[] {1, 256, 257, 65_536, SIZE - 1}) {
                assertThat(TreeVerification.consistency(
                                smaller,
                                TreeProofs.root(smaller, tree),
                                SIZE,
                                edge.root(),
                                TreeProofs.consistency(smaller, SIZE, tree)))
                        .isTrue();
            }
        }
        assertThat(database.number("select count(*) from tile where level = 0")).isEqualTo(257);
        assertThat(database.number("select count(*) from tile where level = 1")).isEqualTo(1);
    }

    private static TreeEdge write(Connection connection) throws Exception {
        LedgerWriter writer = new LedgerWriter();
        Instant now = Clock.systemUTC().instant();
        writer.makeMonths(connection, now);
        TreeEdge edge = new TreeEdge();
        long began = System.nanoTime();
        while (edge.size() < SIZE) {
            List<NewRecord> records = new ArrayList<>();
            for (int i = 0; i < Math.min(BATCH, SIZE - edge.size()); i++) {
                UUID id = UUID.randomUUID();
                records.add(NewRecord.read(
                        AuditBodies.decision(id, UUID.randomUUID()).bytes()));
            }
            edge = writer.append(connection, edge, records, now);
            connection.commit();
        }
        LOG.infof("wrote %d records in %d ms", SIZE, (System.nanoTime() - began) / 1_000_000);
        return edge;
    }
}
