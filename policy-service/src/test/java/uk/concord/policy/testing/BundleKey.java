package uk.concord.policy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** A key that signs the bundles of tests, made anew for each run. */
public record BundleKey(String id, KeyPair pair) {

    /** The one under which the service of the tests signs. */
    public static final BundleKey OF_TESTS = made("concord");

    /** A fresh key of that id. */
    public static BundleKey made(String id) {
        return made(id, 2_048);
    }

    /** A fresh key of so many bits. */
    public static BundleKey made(String id, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new BundleKey(id, generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file with the private half, which ends with this JVM. */
    public Path file() {
        try {
            Path file = Files.createTempFile("bundle-key", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem("PRIVATE KEY", pair.getPrivate().getEncoded(), "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The part of OPA's configuration that holds the public half. */
    public String forOpa() {
        return """
                keys:
                  %s: {algorithm: RS256, key: "%s"}
                """.formatted(id, pem("PUBLIC KEY", pair.getPublic().getEncoded(), "\\n"));
    }

    private static String pem(String what, byte[] encoded, String newline) {
        String begin = "-----BEGIN " + what + "-----";
        String end = "-----END " + what + "-----";
        return begin
                + newline
                + Base64.getEncoder()
                        .encodeToString(encoded)
                        .replaceAll("(.{64})", "$1\n")
                        .replace("\n", newline)
                + newline
                + end
                + newline;
    }
}
