package uk.concord.audit.note;

import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Signs notes with an Ed25519 key (C2SP signed-note). */
public final class NoteSigner {

    private static final int RAW_LENGTH = 32;

    private final PrivateKey key;
    private final VerifierKey verifier;

    private NoteSigner(PrivateKey key, VerifierKey verifier) {
        this.key = key;
        this.verifier = verifier;
    }

    /**
     * Reads the private key of a PEM file (PKCS #8, as {@code openssl genpkey -algorithm ed25519} writes it).
     *
     * @param name the key's name; a log's is its origin
     * @throws IllegalArgumentException if the file doesn't hold such a key
     */
    public static NoteSigner read(String name, Path pemFile) throws IOException {
        byte[] encoded = Pem.decode(Files.readString(pemFile, StandardCharsets.US_ASCII), "PRIVATE KEY");
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new NoteSigner(key, new VerifierKey(name, publicKeyOf((EdECPrivateKey) key)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The file doesn't hold an Ed25519 private key in PKCS #8", e);
        }
    }

    // The JDK has no way from a private key to its public one but to generate the pair again from the same 32 bytes.
    private static byte[] publicKeyOf(EdECPrivateKey key) throws GeneralSecurityException {
        byte[] seed = key.getBytes().orElseThrow(() -> new GeneralSecurityException("the key has no bytes"));
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Replayed(seed));
        KeyPair pair = generator.generateKeyPair();
        if (!Arrays.equals(((EdECPrivateKey) pair.getPrivate()).getBytes().orElse(new byte[0]), seed)) {
            throw new GeneralSecurityException("this Java platform derives Ed25519 keys in another way");
        }
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - RAW_LENGTH, encoded.length);
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** The text with our signature under it. */
    public String sign(String text) {
        return sign(text, List.of(this));
    }

    /** The text with a signature of each of them under it, in their order. */
    public static String sign(String text, List<NoteSigner> signers) {
        StringBuilder note = new StringBuilder(text).append('\n');
        signers.forEach(signer -> note.append(signer.line(text)).append('\n'));
        return note.toString();
    }

    private String line(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            byte[] signature = ed25519.sign();
            byte[] identified = Arrays.copyOf(verifier.id(), NamedKey.ID_LENGTH + signature.length);
            System.arraycopy(signature, 0, identified, NamedKey.ID_LENGTH, signature.length);
            return SignatureLine.BEGIN + verifier.name() + " "
                    + Base64.getEncoder().encodeToString(identified);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that could be read can sign", e);
        }
    }

    private static final class Replayed extends SecureRandom {

        @Serial
        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Replayed(byte[] seed) {
            this.seed = seed.clone();
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
