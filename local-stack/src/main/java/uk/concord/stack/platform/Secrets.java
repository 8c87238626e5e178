package uk.concord.stack.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import uk.concord.stack.process.Folders;

/** Secrets of one platform, made at random once and kept in files that only their owner can read. */
public final class Secrets {

    private static final int BYTES = 32;

    private final Path folder;

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** The secrets of the platform with these settings. */
    public static Secrets of(PlatformSettings settings) {
        return new Secrets(settings.folder().resolve("secrets"));
    }

    /** A password: 64 hexadecimal digits. */
    public synchronized String password(String name) {
        return kept(name, HexFormat.of().formatHex(random()));
    }

    /** A key of 32 bytes in base64. */
    public synchronized String key(String name) {
        return kept(name, Base64.getEncoder().encodeToString(random()));
    }

    /** The file with the ledger's private signing key (Ed25519, PKCS #8, PEM). Its public half stands beside it. */
    public Path ledgerSigningKey() {
        return pair("Ed25519", "ledger-signing-key.pem", "ledger-public-key.pem");
    }

    /** The file with the ledger's public key (X.509 SubjectPublicKeyInfo, PEM). */
    public Path ledgerPublicKey() {
        return ledgerSigningKey().resolveSibling("ledger-public-key.pem");
    }

    /** The file with the private key that signs OPA's bundles (RSA, PKCS #8, PEM). Its public half stands beside it. */
    public Path bundleSigningKey() {
        return pair("RSA", "bundle-signing-key.pem", "bundle-public-key.pem");
    }

    /** The file with the public key that OPA verifies its bundles with (X.509 SubjectPublicKeyInfo, PEM). */
    public Path bundlePublicKey() {
        return bundleSigningKey().resolveSibling("bundle-public-key.pem");
    }

    /** The same key as YAML and JSON read it between quotation marks. */
    public String bundlePublicKeyOnOneLine() {
        try {
            return Files.readString(bundlePublicKey()).replace("\n", "\\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Secrets of something else than a platform, in this folder. */
    public static Secrets in(Path folder) {
        return new Secrets(folder);
    }

    private synchronized Path pair(String algorithm, String privateName, String publicName) {
        Path privateKey = folder.resolve(privateName);
        if (!Files.exists(privateKey)) {
            try {
                KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
                kept(publicName, pem("PUBLIC KEY", pair.getPublic().getEncoded()));
                kept(privateName, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
        return privateKey;
    }

    private String kept(String name, String fresh) {
        Path file = Folders.create(folder).resolve(name);
        try {
            try {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, fresh);
                return fresh;
            } catch (FileAlreadyExistsException e) {
                return Files.readString(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String what, byte[] encoded) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END " + what
                + "-----\n";
    }

    private static byte[] random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
