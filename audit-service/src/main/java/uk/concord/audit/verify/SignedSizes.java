package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.InvalidNoteException;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.verify.Findings.Kind;

/** Compares the tree, at each size that was ever signed, with the checkpoint over it. */
final class SignedSizes implements AutoCloseable {

    private final VerifierKeys keys;
    private final Checkpoint outside;
    private final Findings findings;
    private final Statement statement;
    private final ResultSet stored;
    private boolean more;
    private boolean outsideSeen;
    private long agreed = -1;
    private long contradicted = -1;
    private long compared;

    SignedSizes(Connection connection, VerifierKeys keys, Checkpoint outside, Findings findings) throws SQLException {
        this.keys = keys;
        this.outside = outside;
        this.findings = findings;
        this.statement = connection.createStatement();
        this.statement.setFetchSize(1000);
        this.stored = statement.executeQuery("select tree_size, root, note from checkpoint order by tree_size");
        this.more = stored.next();
    }

    /** Whether a checkpoint is over the first so many records. */
    boolean wants(long size) throws SQLException {
        return outside.size() == size || more && stored.getLong(1) <= size;
    }

    /** Compares with the root of the first so many records. */
    void compare(long size, Hash root) throws SQLException {
        while (more && stored.getLong(1) <= size) {
            Checkpoint checkpoint = open();
            if (checkpoint != null && checkpoint.size() == size) {
                judge(checkpoint, root, "The stored checkpoint");
            }
            more = stored.next();
        }
        if (outside.size() == size && !outsideSeen) {
            outsideSeen = true;
            judge(outside, root, "The checkpoint that was kept outside");
        }
    }

    private @Nullable Checkpoint open() throws SQLException {
        long size = stored.getLong(1);
        try {
            Checkpoint checkpoint = Checkpoint.open(stored.getString(3), keys);
            if (checkpoint.size() != size || !Arrays.equals(checkpoint.root().bytes(), stored.getBytes(2))) {
                findings.add(
                        Kind.CHECKPOINT,
                        "The stored checkpoint over " + size
                                + " records has another size or root in its columns than in its" + " signed text.");
            }
            return checkpoint;
        } catch (InvalidNoteException e) {
            findings.add(
                    Kind.CHECKPOINT,
                    "The stored checkpoint over " + size + " records was not signed by the log: " + e.getMessage()
                            + ".");
            return null;
        }
    }

    private void judge(Checkpoint checkpoint, Hash root, String which) {
        compared++;
        if (checkpoint.root().equals(root)) {
            agreed = contradicted < 0 ? Math.max(agreed, checkpoint.size()) : agreed;
        } else if (contradicted < 0) {
            contradicted = checkpoint.size();
            findings.add(
                    Kind.TREE,
                    which + " over " + checkpoint.size() + " records has another root than these records have now.");
        }
    }

    /** Says what follows, when all records have been seen. */
    void conclude(long leaves) throws SQLException {
        long signed = outsideSeen ? -1 : outside.size();
        for (; more; more = stored.next()) {
            Checkpoint checkpoint = open();
            signed = checkpoint == null ? signed : Math.max(signed, checkpoint.size());
        }
        if (signed > leaves) {
            findings.add(
                    Kind.MISSING,
                    "The newest " + (signed - leaves) + " records (leaf " + leaves + " to " + (signed - 1)
                            + ") are missing: a checkpoint was signed over " + signed + " records, and the ledger has "
                            + leaves + ".");
        }
        if (contradicted >= 0) {
            findings.add(
                    Kind.TREE,
                    "The ledger was rewritten: at least one record between leaf " + Math.max(0, agreed) + " and leaf "
                            + (contradicted - 1) + " isn't what was signed."
                            + (agreed > 0 ? " The first " + agreed + " records are as they were signed." : ""));
        }
    }

    long compared() {
        return compared;
    }

    /** How many of the first records are as they were signed. */
    long agreed() {
        return Math.max(0, agreed);
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
