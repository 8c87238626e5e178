package uk.concord.audit.note;

import java.nio.charset.StandardCharsets;

/** Opens signed notes (C2SP signed-note). */
final class SignedNote {

    private static final int MOST_SIGNATURES = 64;

    private SignedNote() {}

    /**
     * The text of a note that this key has signed.
     *
     * @throws InvalidNoteException if it is malformed, or this key's signature is missing or wrong
     */
    static String open(String note, VerifierKey key) throws InvalidNoteException {
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
        boolean signed = false;
        for (int i = 0; i < lines.length - 1; i++) {
            signed |= verified(lines[i], text, key);
        }
        if (!signed) {
            throw new InvalidNoteException("it has no signature of the key " + key.name());
        }
        return text;
    }

    /** Whether the line is this key's signature; another key's are passed over. */
    private static boolean verified(String line, String text, VerifierKey key) throws InvalidNoteException {
        SignatureLine signature = SignatureLine.parse(line);
        if (!key.isNamedBy(signature)) {
            return false;
        }
        if (!key.verifies(text.getBytes(StandardCharsets.UTF_8), signature.signature())) {
            throw new InvalidNoteException("the signature of the key " + key.name() + " is wrong");
        }
        return true;
    }
}
