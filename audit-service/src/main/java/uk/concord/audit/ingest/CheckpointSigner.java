package uk.concord.audit.ingest;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.ledger.StoredTree;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeEdge;
import uk.concord.audit.merkle.TreeProofs;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.InvalidNoteException;
import uk.concord.audit.note.OutsideCheckpoint;
import uk.concord.audit.note.VerifierKeys;

/**
 * Signs checkpoints, and never two that contradict each other (C2SP tlog-checkpoint: a log must never do that). A tree is
 * committed before it is signed; the file outside the database is written before the checkpoint can be seen by anybody.
 */
final class CheckpointSigner {

    private final KeySet keys;
    private final OutsideCheckpoint outside;
    private final Clock clock;

    CheckpointSigner(KeySet keys, OutsideCheckpoint outside, Clock clock) {
        this.keys = keys;
        this.outside = outside;
        this.clock = clock;
    }

    /**
     * Compares the tree with the checkpoints that were signed before, inside the database and outside, and the keys with both.
     *
     * @throws RefusalException if it isn't a continuation of them, naming what is wrong
     */
    void demandContinuation(Connection connection, TreeEdge edge) throws SQLException, IOException, RefusalException {
        Optional<String> kept = outside.read();
        Optional<StoredCheckpoints.Published> newest = StoredCheckpoints.newest(connection);
        if (kept.isEmpty() && (edge.size() > 0 || newest.isPresent())) {
            throw new RefusalException(
                    "The ledger has " + edge.size() + " records, but the checkpoint file " + outside.file()
                            + " is missing. Put back a copy of the newest checkpoint that was ever published.");
        }
        if (kept.isPresent()) {
            compare(connection, edge, "The checkpoint file " + outside.file(), kept.get());
        }
        if (newest.isPresent()) {
            compare(
                    connection,
                    edge,
                    "The newest checkpoint in the database",
                    newest.get().note());
        }
        for (VerifierKeys.Entry former : keys.former()) {
            demandRetired(connection, edge.size(), former);
        }
    }

    /** That a key was retired at a size that is there, and not before it signed by itself for the last time. */
    private void demandRetired(Connection connection, long size, VerifierKeys.Entry former)
            throws SQLException, RefusalException {
        long until = Objects.requireNonNull(former.until());
        if (until > size) {
            throw new RefusalException("By the settings the key " + former.key() + " was retired at " + until
                    + " records, but the ledger has only " + size
                    + ". Set its until to the size of a checkpoint that is there.");
        }
        Optional<StoredCheckpoints.Published> beyond = StoredCheckpoints.firstBeyond(connection, until);
        if (beyond.isPresent()) {
            try {
                Checkpoint.open(beyond.get().note(), keys.verifiers());
            } catch (InvalidNoteException e) {
                throw new RefusalException("By the settings the key " + former.key() + " was retired at " + until
                        + " records, but the stored checkpoint over "
                        + beyond.get().size() + " contradicts that: "
                        + e.getMessage() + ". Was its until set too low?");
            }
        }
    }

    private void compare(Connection connection, TreeEdge edge, String which, String note) throws RefusalException {
        Checkpoint signed;
        try {
            signed = Checkpoint.open(note, keys.verifiers());
        } catch (InvalidNoteException e) {
            throw new RefusalException(which + " can't be relied on: " + e.getMessage()
                    + ". If the log's key was changed, the one before must still be known: as the second that signs, or among"
                    + " concord.ledger.former-keys.");
        }
        if (signed.size() > edge.size()) {
            throw new RefusalException(
                    which + " was signed over " + signed.size() + " records, but the database has only "
                            + edge.size() + ": the newest " + (signed.size() - edge.size())
                            + " are missing. Was an older backup restored? Nothing is signed before they are back.");
        }
        Hash root =
                signed.size() == edge.size() ? edge.root() : TreeProofs.root(signed.size(), new StoredTree(connection));
        if (!root.equals(signed.root())) {
            throw new RefusalException(which + " was signed over " + signed.size()
                    + " records whose root isn't the root of the first " + signed.size()
                    + " records in the database: the ledger was altered. Run the verifier.");
        }
    }

    /** Signs the committed tree, unless it has been signed already, and publishes the checkpoint. */
    void sign(Leadership leadership, TreeEdge edge)
            throws SQLException, IOException, FencedException, RefusalException {
        Connection connection = leadership.connection();
        try {
            // Until this transaction ends nobody can take over, so nobody else writes the file meanwhile.
            leadership.demand();
            if (StoredCheckpoints.newest(connection)
                    .filter(newest -> newest.size() >= edge.size())
                    .isEmpty()) {
                Checkpoint checkpoint = new Checkpoint(keys.verifiers().origin(), edge.size(), edge.root());
                String note = keys.sign(checkpoint.text());
                demandNoHigher(checkpoint);
                outside.replace(note);
                StoredCheckpoints.add(connection, checkpoint, note, clock.instant());
            }
            connection.commit();
        } catch (SQLException | IOException | FencedException | RefusalException e) {
            connection.rollback();
            throw e;
        }
    }

    private void demandNoHigher(Checkpoint next) throws IOException, RefusalException {
        Optional<String> kept = outside.read();
        if (kept.isEmpty()) {
            return;
        }
        try {
            long size = Checkpoint.open(kept.get(), keys.verifiers()).size();
            if (size > next.size()) {
                throw new RefusalException("The checkpoint file " + outside.file() + " already has a checkpoint over "
                        + size + " records; one over " + next.size() + " isn't signed.");
            }
        } catch (InvalidNoteException e) {
            throw new RefusalException(
                    "The checkpoint file " + outside.file() + " can't be relied on: " + e.getMessage() + ".");
        }
    }
}
