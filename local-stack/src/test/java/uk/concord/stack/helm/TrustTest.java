package uk.concord.stack.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the container `trust` runs, word for word, on this machine's Java. */
class TrustTest {

    private static final String JAVA_HOME = System.getProperty("java.home");

    @Test
    void everyAuthorityIsTrustedBesideThePublicOnes(@TempDir Path folder) throws Exception {
        Path authorities = Files.writeString(
                folder.resolve("ca.crt"),
                Certificates.authority(folder, "one") + Certificates.authority(folder, "two"));
        Path trust = Files.createDirectory(folder.resolve("trust"));

        Chart.Ended ended = run(authorities, trust);

        assertThat(ended.status()).as(ended.output()).isZero();
        KeyStore store = KeyStore.getInstance(trust.resolve("trust.p12").toFile(), "changeit".toCharArray());
        assertThat(Collections.list(store.aliases()))
                .contains("authority-1", "authority-2")
                .hasSize(publicOnes() + 2);
        assertThat(folder.resolve("trust").toFile().list()).containsExactly("trust.p12");
    }

    @Test
    void somethingElseThanACertificateStopsThePod(@TempDir Path folder) throws Exception {
        Path authorities = Files.writeString(folder.resolve("ca.crt"), "region authorities\n");
        Path trust = Files.createDirectory(folder.resolve("trust"));

        assertThat(run(authorities, trust).status()).isNotZero();
    }

    private static Chart.Ended run(Path authorities, Path trust) {
        JsonNode container =
                Chart.object("minimal.yaml", "Deployment", "concord-gateway").container("trust");
        List<String> command = List.of(
                container.at("/command/0").asText(),
                container.at("/command/1").asText(),
                container.at("/args/0").asText());
        return Chart.run(command, "JAVA_HOME=" + JAVA_HOME, "AUTHORITIES=" + authorities, "TRUST=" + trust);
    }

    private static int publicOnes() throws Exception {
        File cacerts = Path.of(JAVA_HOME, "lib/security/cacerts").toFile();
        return KeyStore.getInstance(cacerts, "changeit".toCharArray()).size();
    }
}
