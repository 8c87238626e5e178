package uk.concord.audit.verify;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.log.InclusionProof;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.TreeVerification;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.InvalidNoteException;

/** Checks one record as anybody could who has the record, its salt, its proof and the log's key. */
@ApplicationScoped
public class RecordCheck {

    private final PublishedLog log;
    private final LogKeys keys;

    RecordCheck(PublishedLog log, LogKeys keys) {
        this.log = log;
        this.keys = keys;
    }

    /** What came out. */
    public sealed interface Result {

        /** The record is the one that was recorded, and the signed checkpoint covers it. */
        record Whole(long place, long size) implements Result {}

        /** No signed checkpoint covers it yet. */
        record NotSignedYet() implements Result {}

        /** The record isn't what was recorded, or the ledger isn't what was signed. */
        record Altered(Fault fault) implements Result {}
    }

    /** What doesn't fit. */
    public enum Fault {
        /** The record's content or salt and its commitment. */
        CONTENT,
        /** The newest checkpoint and the log's keys. */
        SIGNATURE,
        /** The record's place and the signed root. */
        LEDGER
    }

    /**
     * Checks a record.
     *
     * @param leafIndex its place
     * @param entry what the ledger holds at that place
     * @param body its exact bytes
     */
    public Result check(long leafIndex, LedgerEntry entry, byte[] salt, byte[] body) {
        if (!entry.commitsTo(salt, body)) {
            return new Result.Altered(Fault.CONTENT);
        }
        Optional<StoredCheckpoints.Published> newest = log.newest().filter(checkpoint -> checkpoint.size() > leafIndex);
        if (newest.isEmpty()) {
            return new Result.NotSignedYet();
        }
        try {
            InclusionProof proof = log.inclusion(leafIndex, newest.get());
            Checkpoint checkpoint = Checkpoint.open(proof.checkpoint(), keys.verifiers());
            List<Hash> hashes = proof.hashes().stream().map(Hash::ofBase64).toList();
            return TreeVerification.inclusion(leafIndex, checkpoint.size(), entry.leafHash(), hashes, checkpoint.root())
                    ? new Result.Whole(leafIndex + 1, checkpoint.size())
                    : new Result.Altered(Fault.LEDGER);
        } catch (InvalidNoteException e) {
            return new Result.Altered(Fault.SIGNATURE);
        } catch (IllegalStateException e) {
            // The tree lacks hashes that the proof needs.
            return new Result.Altered(Fault.LEDGER);
        }
    }
}
