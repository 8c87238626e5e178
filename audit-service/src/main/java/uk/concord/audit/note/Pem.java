package uk.concord.audit.note;

import java.util.Base64;

/** The textual encoding of RFC 7468. */
final class Pem {

    private Pem() {}

    static byte[] decode(String text, String label) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = text.indexOf(begin);
        int until = text.indexOf(end);
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("The file isn't a PEM file with a " + label);
        }
        return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), until));
    }
}
