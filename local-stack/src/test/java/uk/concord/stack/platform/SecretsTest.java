package uk.concord.stack.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path folder;

    @Test
    void aSecretIsMadeOnceAndOnlyItsOwnerReadsIt() throws Exception {
        String made = new Secrets(folder).password("postgres");

        assertThat(new Secrets(folder).password("postgres")).isEqualTo(made).hasSize(64);
        assertThat(new Secrets(folder).password("other")).isNotEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("postgres"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aKeyHas32Bytes() {
        assertThat(Base64.getDecoder().decode(new Secrets(folder).key("pseudonym-key")))
                .hasSize(32);
    }

    @Test
    void theLedgersPublicKeyBelongsToItsSigningKey() throws Exception {
        Secrets secrets = new Secrets(folder);

        assertThat(belong("Ed25519", "Ed25519", secrets.ledgerSigningKey(), secrets.ledgerPublicKey()))
                .isTrue();
    }

    @Test
    void theBundlesPublicKeyBelongsToTheirSigningKey() throws Exception {
        Secrets secrets = new Secrets(folder);

        assertThat(belong("RSA", "SHA256withRSA", secrets.bundleSigningKey(), secrets.bundlePublicKey()))
                .isTrue();
    }

    private static boolean belong(String algorithm, String scheme, Path signingKey, Path publicKey) throws Exception {
        KeyFactory keys = KeyFactory.getInstance(algorithm);
        PrivateKey signing = keys.generatePrivate(new PKCS8EncodedKeySpec(bytes(signingKey)));
        PublicKey verifying = keys.generatePublic(new X509EncodedKeySpec(bytes(publicKey)));
        byte[] message = "signed".getBytes(StandardCharsets.UTF_8);

        Signature sign = Signature.getInstance(scheme);
        sign.initSign(signing);
        sign.update(message);
        byte[] signature = sign.sign();

        Signature verify = Signature.getInstance(scheme);
        verify.initVerify(verifying);
        verify.update(message);
        return verify.verify(signature);
    }

    private static byte[] bytes(Path pem) throws Exception {
        return Base64.getMimeDecoder().decode(Files.readString(pem).replaceAll("-----[A-Z ]+-----", ""));
    }
}
