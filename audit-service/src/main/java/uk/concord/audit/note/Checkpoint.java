package uk.concord.audit.note;

import java.util.regex.Pattern;
import uk.concord.audit.merkle.Hash;

/**
 * The size and root of a log at one moment (C2SP tlog-checkpoint).
 *
 * @param origin the log's name, the same for ever
 * @param size leaves
 * @param root the tree's root
 */
public record Checkpoint(String origin, long size, Hash root) {

    private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /**
     * Reads a checkpoint of this log.
     *
     * @throws InvalidNoteException if it is malformed, another log's, has a wrong signature, or none of a key that counts for its size
     */
    public static Checkpoint open(String note, VerifierKeys keys) throws InvalidNoteException {
        SignedNote.Opened opened = SignedNote.open(note, keys.keys());
        Checkpoint checkpoint = parse(opened.text(), keys.origin());
        if (!keys.count(opened.signers(), checkpoint.size())) {
            throw new InvalidNoteException("it is over " + checkpoint.size()
                    + " records, and only a key has signed it that was retired before: "
                    + opened.signers().getFirst());
        }
        return checkpoint;
    }

    private static Checkpoint parse(String text, String origin) throws InvalidNoteException {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !SIZE.matcher(lines[1]).matches()) {
            throw new InvalidNoteException("its text isn't a checkpoint");
        }
        if (!lines[0].equals(origin)) {
            throw new InvalidNoteException("it is of another log, with the origin " + lines[0]);
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
        } catch (IllegalArgumentException e) {
            throw new InvalidNoteException("its root isn't a hash");
        }
    }
}
