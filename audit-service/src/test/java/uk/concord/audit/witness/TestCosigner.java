package uk.concord.audit.witness;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** C2SP tlog-cosignature once more, in a test's hands: signs as a witness may or must not, and verifies without the service's code. */
public final class TestCosigner {

    private static final int COSIGNATURE = 0x04;
    private static final int PLAIN = 0x01;

    private final String name;
    private final KeyPair pair;

    TestCosigner(String name) {
        this(name, pair());
    }

    private TestCosigner(String name, KeyPair pair) {
        this.name = name;
        this.pair = pair;
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same key under another name. */
    TestCosigner named(String other) {
        return new TestCosigner(other, pair);
    }

    String vkey() {
        return vkey(COSIGNATURE);
    }

    String vkey(int type) {
        return name + "+" + HexFormat.of().formatHex(id(name, type, raw())) + "+"
                + base64(new byte[] {(byte) type}, raw());
    }

    /** A true cosignature's line for this time. */
    String line(String checkpoint, long time) {
        return line(COSIGNATURE, time, sign("cosignature/v1\ntime " + time + "\n" + checkpoint));
    }

    /** A line that says this time, with the signature for another. */
    String lineWithTime(String checkpoint, long said, long signed) {
        return line(COSIGNATURE, said, sign("cosignature/v1\ntime " + signed + "\n" + checkpoint));
    }

    /** A signature as a log makes it, without a time. */
    String plainLine(String checkpoint) {
        return "\u2014 " + name + " " + base64(id(name, PLAIN, raw()), sign(checkpoint));
    }

    private String line(int type, long time, byte[] signature) {
        return "\u2014 " + name + " "
                + base64(
                        id(name, type, raw()),
                        ByteBuffer.allocate(Long.BYTES).putLong(time).array(),
                        signature);
    }

    /** Whether a note has a cosignature of the key, looked up and verified step by step as the specification says. */
    public static boolean cosigned(String note, String vkey) {
        String[] parts = vkey.split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        byte[] raw = Arrays.copyOfRange(typed, 1, typed.length);
        String text = note.substring(0, note.indexOf("\n\n") + 1);
        for (String line : note.substring(text.length() + 1).split("\n")) {
            String[] words = line.split(" ", -1);
            byte[] blob = Base64.getDecoder().decode(words[2]);
            if (!words[1].equals(parts[0]) || !Arrays.equals(Arrays.copyOf(blob, 4), id(parts[0], COSIGNATURE, raw))) {
                continue;
            }
            ByteBuffer rest = ByteBuffer.wrap(blob, 4, blob.length - 4);
            String message = "cosignature/v1\ntime " + rest.getLong() + "\n" + text;
            return verifies(raw, message, Arrays.copyOfRange(blob, 12, blob.length));
        }
        return false;
    }

    private static boolean verifies(byte[] raw, String message, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                    .generatePublic(
                            new X509EncodedKeySpec(joined(HexFormat.of().parseHex("302a300506032b6570032100"), raw))));
            ed25519.update(message.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private byte[] sign(String message) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(pair.getPrivate());
            ed25519.update(message.getBytes(StandardCharsets.UTF_8));
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] raw() {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    }

    private static byte[] id(String name, int type, byte[] raw) {
        try {
            return Arrays.copyOf(
                    MessageDigest.getInstance("SHA-256")
                            .digest(joined(name.getBytes(StandardCharsets.UTF_8), new byte[] {'\n', (byte) type}, raw)),
                    4);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[]... parts) {
        return Base64.getEncoder().encodeToString(joined(parts));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
