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
     * Reads a checkpoint that this key, whose name is the log's origin, has signed.
     *
     * @throws InvalidNoteException if it is malformed, not signed by the key, or another log's
     */
    public static Checkpoint open(String note, VerifierKey key) throws InvalidNoteException {
        String text = SignedNote.open(note, key);
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !SIZE.matcher(lines[1]).matches()) {
            throw new InvalidNoteException("its text isn't a checkpoint");
        }
        if (!lines[0].equals(key.name())) {
            throw new InvalidNoteException("it is of another log, with the origin " + lines[0]);
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.ofBase64(lines[2]));
        } catch (IllegalArgumentException e) {
            throw new InvalidNoteException("its root isn't a hash");
        }
    }
}
