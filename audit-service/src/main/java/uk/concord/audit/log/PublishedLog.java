package uk.concord.audit.log;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.ledger.StoredTree;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.merkle.TilePath;
import uk.concord.audit.merkle.TreeProofs;
import uk.concord.audit.witness.CosignedLog;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** The log up to its newest published checkpoint; what is newer isn't shown. */
@ApplicationScoped
public class PublishedLog {

    private final AgroalDataSource database;
    private final CosignedLog cosigned;

    PublishedLog(AgroalDataSource database, CosignedLog cosigned) {
        this.database = database;
        this.cosigned = cosigned;
    }

    /** The newest published checkpoint. */
    public Optional<StoredCheckpoints.Published> newest() {
        return with(StoredCheckpoints::newest);
    }

    /**
     * Proves a leaf under the checkpoint for evidence of it.
     *
     * @throws ProblemException 503 if no checkpoint covers the leaf yet
     */
    public InclusionProof inclusion(long index) {
        return inclusion(index, covering(index).checkpoint());
    }

    /** Proves a leaf under this checkpoint, which must cover it. */
    public InclusionProof inclusion(long index, StoredCheckpoints.Published checkpoint) {
        return with(connection -> proof(index, checkpoint, new StoredTree(connection)));
    }

    /**
     * A checkpoint for evidence.
     *
     * @param cosigned a quorum of the witnesses has cosigned it, and their lines are in its note
     * @param witnesses the verifier keys of all that are set up
     * @param quorum how many of them must cosign
     */
    public record Covering(
            StoredCheckpoints.Published checkpoint, boolean cosigned, List<String> witnesses, int quorum) {}

    /**
     * The checkpoint for evidence up to this leaf; this is the one place that chooses it. It is the newest that witnesses cosigned,
     * since then it doesn't rest on this platform's word alone; where that doesn't cover the leaf, the newest of all.
     *
     * @param index −1 if there is nothing to be covered
     * @throws ProblemException 503 if no checkpoint covers the leaf yet
     */
    public Covering covering(long index) {
        return cosigned.covering(index)
                .map(checkpoint -> covering(checkpoint, true))
                .orElseGet(() -> covering(newestCovering(index), false));
    }

    private Covering covering(StoredCheckpoints.Published checkpoint, boolean isCosigned) {
        return new Covering(checkpoint, isCosigned, cosigned.keys(), cosigned.quorum());
    }

    /**
     * Proves leaves under one checkpoint.
     *
     * @param checkpoint one that covers them all
     * @throws ProblemException 503 if the tree lacks hashes that a proof needs
     */
    public List<InclusionProof> inclusions(List<Long> indexes, StoredCheckpoints.Published checkpoint) {
        try {
            return with(connection -> {
                StoredTree tree = new StoredTree(connection);
                List<InclusionProof> proofs = new ArrayList<>();
                for (long index : indexes) {
                    proofs.add(proof(index, checkpoint, tree));
                }
                return List.copyOf(proofs);
            });
        } catch (IllegalStateException e) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "The ledger lacks hashes that a proof needs. Have the whole ledger checked, and tell the platform's operator.",
                    e);
        }
    }

    private StoredCheckpoints.Published newestCovering(long index) {
        return newest().filter(newest -> newest.size() > index)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE,
                        "The record is in the ledger, but no signed checkpoint covers it yet. Try again in a second."));
    }

    private static InclusionProof proof(long index, StoredCheckpoints.Published checkpoint, StoredTree tree) {
        List<Hash> hashes = TreeProofs.inclusion(index, checkpoint.size(), tree);
        return new InclusionProof(index, checkpoint.size(), base64(hashes), checkpoint.note());
    }

    /**
     * Proves that one size of the tree is the beginning of another.
     *
     * @throws ProblemException 400 if the sizes are in the wrong order or beyond the newest checkpoint
     */
    ConsistencyProof consistency(long from, long to) {
        return with(connection -> {
            if (from < 0 || from > to || to > publishedSize(connection)) {
                throw new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        "\"from\" and \"to\" are sizes of the tree: 0 <= from <= to <= the newest checkpoint's size.");
            }
            return new ConsistencyProof(from, to, base64(TreeProofs.consistency(from, to, new StoredTree(connection))));
        });
    }

    /** A tile's bytes, full or partial, if the published tree has it. */
    Optional<byte[]> tile(int level, TilePath path) {
        return with(connection -> Tile.hashesAt(level, publishedSize(connection)) < path.first() + path.width()
                ? Optional.empty()
                : Optional.of(Tile.bytes(new StoredTree(connection).hashes(level, path.first(), path.width()))));
    }

    /** An entry bundle's bytes, full or partial, if the published tree has it. */
    Optional<byte[]> entries(TilePath path) {
        return with(connection -> publishedSize(connection) < path.first() + path.width()
                ? Optional.empty()
                : Optional.of(bundle(connection, path)));
    }

    private static byte[] bundle(Connection connection, TilePath path) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select event_id, commitment from leaf where leaf_index >= ? and leaf_index < ? order by leaf_index")) {
            query.setLong(1, path.first());
            query.setLong(2, path.first() + path.width());
            try (ResultSet rows = query.executeQuery()) {
                ByteArrayOutputStream bundle = new ByteArrayOutputStream();
                while (rows.next()) {
                    // Each entry has its length before it, as two bytes (C2SP tlog-tiles, "Log Entries").
                    bundle.write(LedgerEntry.LENGTH >> Byte.SIZE);
                    bundle.write(LedgerEntry.LENGTH);
                    bundle.writeBytes(
                            new LedgerEntry(rows.getObject(1, UUID.class), Hash.of(rows.getBytes(2))).bytes());
                }
                return bundle.toByteArray();
            }
        }
    }

    private static long publishedSize(Connection connection) throws SQLException {
        return StoredCheckpoints.newest(connection)
                .map(StoredCheckpoints.Published::size)
                .orElse(0L);
    }

    private static List<String> base64(List<Hash> hashes) {
        return hashes.stream().map(Hash::base64).toList();
    }

    private <T> T with(Reading<T> reading) {
        try (Connection connection = database.getConnection()) {
            return reading.read(connection);
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }
}
