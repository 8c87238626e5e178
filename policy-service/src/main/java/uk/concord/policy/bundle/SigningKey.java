package uk.concord.policy.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * The RSA key that signs bundles. RS256, because it signs the same content with the same bytes: all replicas serve the same
 * bundle under the same ETag.
 *
 * @param id by which OPA finds the public half in its configuration
 */
record SigningKey(String id, PrivateKey key) {

    static final int FEWEST_BITS = 2_048;
    private static final int LONGEST_FILE = 16_384;

    /**
     * Reads a key from a PEM file (PKCS #8).
     *
     * @throws IOException if the file can't be read
     * @throws GeneralSecurityException if it holds no RSA key, or one that is too short
     */
    static SigningKey read(String id, Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new GeneralSecurityException("too long for a key");
        }
        String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        PrivateKey key;
        try {
            key = KeyFactory.getInstance("RSA")
                    .generatePrivate(
                            new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not PEM", e);
        }
        if (((RSAKey) key).getModulus().bitLength() < FEWEST_BITS) {
            throw new GeneralSecurityException("shorter than " + FEWEST_BITS + " bits");
        }
        return new SigningKey(id, key);
    }

    byte[] sign(String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a bundle could not be signed", e);
        }
    }
}
