package uk.concord.audit.note;

import java.util.Arrays;
import java.util.Base64;

/**
 * One signature under a note (C2SP signed-note, "Format"): an em dash, the key's name, and base64 of the key's id and of what
 * the key's type says that a signature is.
 *
 * @param name the key's name
 * @param keyId the four bytes of its id
 * @param signature the bytes behind the id
 */
record SignatureLine(String name, byte[] keyId, byte[] signature) {

    static final String BEGIN = "\u2014 ";

    /**
     * Reads a line, without its newline.
     *
     * @throws InvalidNoteException if it isn't one
     */
    static SignatureLine parse(String line) throws InvalidNoteException {
        int space = line.lastIndexOf(' ');
        if (!line.startsWith(BEGIN) || space <= BEGIN.length()) {
            throw new InvalidNoteException("one of its signature lines is malformed");
        }
        byte[] identified;
        try {
            identified = Base64.getDecoder().decode(line.substring(space + 1));
        } catch (IllegalArgumentException e) {
            throw new InvalidNoteException("one of its signatures isn't base64");
        }
        if (identified.length <= NamedKey.ID_LENGTH) {
            throw new InvalidNoteException("one of its signatures is too short");
        }
        return new SignatureLine(
                line.substring(BEGIN.length(), space),
                Arrays.copyOf(identified, NamedKey.ID_LENGTH),
                Arrays.copyOfRange(identified, NamedKey.ID_LENGTH, identified.length));
    }
}
