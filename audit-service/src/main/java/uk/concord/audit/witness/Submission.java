package uk.concord.audit.witness;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.ledger.StoredTree;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeProofs;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.Cosignature;
import uk.concord.audit.note.CosignatureKey;
import uk.concord.audit.note.InvalidNoteException;
import uk.concord.audit.note.VerifierKeys;

/** Brings published checkpoints to witnesses (C2SP tlog-witness, "add-checkpoint") and believes only what it has verified. */
final class Submission {

    // The first with what we remember, the second with what the witness remembers; a third if it moved meanwhile.
    private static final int MOST_ASKS = 3;
    // A witness whose clock is this far ahead signs for a time that it can't know anything about.
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int MOST_LINES = 64;

    private final Connections database;
    private final VerifierKeys log;
    private final WitnessClient client;
    private final Clock clock;

    /** Lends connections that commit each statement by itself. */
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }

    Submission(Connections database, VerifierKeys log, WitnessClient client, Clock clock) {
        this.database = database;
        this.log = log;
        this.client = client;
        this.clock = clock;
    }

    /**
     * Asks the witness to cosign this published checkpoint, or a newer one if the witness is beyond it. Stores nothing, and sends
     * nothing that the log hasn't signed.
     */
    Outcome submit(Witness witness, StoredCheckpoints.Published newest) throws SQLException {
        try {
            return converse(witness, newest);
        } catch (InvalidNoteException e) {
            return new Outcome.Failure(
                    "It was not asked: our own newest checkpoint can’t be relied on: " + e.getMessage() + ".", null);
        }
    }

    private Outcome converse(Witness witness, StoredCheckpoints.Published newest)
            throws SQLException, InvalidNoteException {
        StoredCheckpoints.Published published = newest;
        long old = known(witness);
        for (int ask = 0; ask < MOST_ASKS; ask++) {
            if (old > published.size()) {
                published = newest().orElse(published);
            }
            if (old > published.size()) {
                return new Outcome.Contradiction("It has cosigned a ledger of " + old
                        + " records under our name, and our newest checkpoint covers only " + published.size() + ".");
            }
            Checkpoint checkpoint = Checkpoint.open(published.note(), log);
            AddCheckpoint request = new AddCheckpoint(old, proof(old, checkpoint.size()), published.note());
            switch (client.ask(witness, request)) {
                case WitnessAnswer.Cosigned cosigned -> {
                    return read(cosigned.lines(), witness.key(), checkpoint);
                }
                case WitnessAnswer.OtherSize other -> {
                    if (other.known() == old) {
                        return new Outcome.Failure(
                                "It refuses the very size that it says it knows: " + old + ".", null);
                    }
                    old = other.known();
                }
                case WitnessAnswer.Inconsistent inconsistent -> {
                    return new Outcome.Contradiction("It doesn’t see our ledger of " + checkpoint.size()
                            + " records as the continuation of the " + old + " that it has cosigned. "
                            + inconsistent.why());
                }
                case WitnessAnswer.Refused refused -> {
                    return new Outcome.Failure(refused.why(), null);
                }
                case WitnessAnswer.Away away -> {
                    return new Outcome.Failure(away.why(), away.retryAfter());
                }
            }
        }
        return new Outcome.Failure("Each time that it is asked it knows another size of our ledger.", null);
    }

    private long known(Witness witness) throws SQLException {
        try (Connection connection = database.open()) {
            return StoredCosignatures.newest(connection, witness)
                    .map(StoredCosignatures.Newest::size)
                    .orElse(0L);
        }
    }

    private Optional<StoredCheckpoints.Published> newest() throws SQLException {
        try (Connection connection = database.open()) {
            return StoredCheckpoints.newest(connection);
        }
    }

    private List<Hash> proof(long from, long to) throws SQLException {
        try (Connection connection = database.open()) {
            return TreeProofs.consistency(from, to, new StoredTree(connection));
        }
    }

    /** Finds the witness's line among those that it sent; others may be there, for keys that nobody here knows. */
    private Outcome read(String body, CosignatureKey key, Checkpoint checkpoint) {
        String[] lines = body.split("\n", -1);
        if (lines.length < 2 || lines.length > MOST_LINES || !lines[lines.length - 1].isEmpty()) {
            return new Outcome.Failure("What it sent isn’t lines of signatures.", null);
        }
        Cosignature found = null;
        for (String line : List.of(lines).subList(0, lines.length - 1)) {
            try {
                found = key.verify(line, checkpoint.text()).orElse(found);
            } catch (InvalidNoteException e) {
                return new Outcome.Failure("What it sent can’t be relied on: " + e.getMessage() + ".", null);
            }
        }
        if (found == null) {
            return new Outcome.Failure("It signs with another key than the one that is set up for it.", null);
        }
        if (found.at().isAfter(clock.instant().plus(CLOCKS_DIFFER))) {
            return new Outcome.Failure("Its clock is ahead of ours: it signed for " + found.at() + ".", null);
        }
        return new Outcome.Cosigned(checkpoint.size(), found);
    }
}
