package uk.concord.audit.note;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Opens signed notes (C2SP signed-note). */
final class SignedNote {

    private static final int MOST_SIGNATURES = 64;

    private SignedNote() {}

    /**
     * An opened note.
     *
     * @param signers those of the keys that have signed it; at least one
     */
    record Opened(String text, List<VerifierKey> signers) {}

    /**
     * Opens a note that at least one of these keys has signed. Signatures of other keys are passed over.
     *
     * @throws InvalidNoteException if it is malformed, has no signature of these keys, or a wrong one of any of them
     */
    static Opened open(String note, List<VerifierKey> keys) throws InvalidNoteException {
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new InvalidNoteException("it isn't a signed note: no text and signatures with an empty line between");
        }
        if (note.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw new InvalidNoteException("it has control characters");
        }
        String text = note.substring(0, end + 1);
        String[] lines = note.substring(end + 2).split("\n", -1);
        if (lines.length > MOST_SIGNATURES) {
            throw new InvalidNoteException("it has too many signatures");
        }
        List<VerifierKey> signers = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            SignatureLine line = SignatureLine.parse(lines[i]);
            for (VerifierKey key : keys) {
                if (verified(line, text, key)) {
                    signers.add(key);
                }
            }
        }
        if (signers.isEmpty()) {
            throw new InvalidNoteException(
                    keys.size() == 1
                            ? "it has no signature of the key "
                                    + keys.getFirst().name()
                            : "none of the keys of " + keys.getFirst().name() + " that are known here has signed it");
        }
        return new Opened(text, List.copyOf(signers));
    }

    /** Whether the line is this key's signature; another key's are passed over. */
    private static boolean verified(SignatureLine line, String text, VerifierKey key) throws InvalidNoteException {
        if (!key.isNamedBy(line)) {
            return false;
        }
        if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), line.signature())) {
            throw new InvalidNoteException("the signature of the key " + key.name() + " is wrong");
        }
        return true;
    }
}
