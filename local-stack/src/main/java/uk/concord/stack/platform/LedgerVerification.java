package uk.concord.stack.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import uk.concord.stack.process.JavaCommand;

/** The ledger's verifier, run against the public key and the checkpoint that are kept outside the ledger's database. */
public final class LedgerVerification {

    private final Platform platform;

    public LedgerVerification(Platform platform) {
        this.platform = platform;
    }

    /**
     * Checks the platform's own ledger, under a role that can only read.
     *
     * @return the verifier's exit status: 0 whole, 1 altered, 2 it couldn't be checked
     */
    public int ofTheLedger() throws IOException, InterruptedException {
        return command(
                        platform.jdbcUrl("audit"),
                        "audit_verifier",
                        platform.verifierPassword(),
                        platform.ledgerCheckpoint())
                .inheritIO()
                .start()
                .waitFor();
    }

    /**
     * Checks a copy of it, as PostgreSQL's superuser, and prints what is found.
     *
     * @param checkpoint one that is no newer than the copy: what was signed by then must be in it
     */
    public int of(String jdbcUrl, Path checkpoint, PrintStream out) throws IOException, InterruptedException {
        Process process = command(jdbcUrl, "postgres", platform.superuserPassword(), checkpoint)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> out.println("     " + line));
        }
        return process.waitFor();
    }

    private ProcessBuilder command(String jdbcUrl, String user, String password, Path checkpoint) {
        Path packaged = platform.settings().project().root().resolve("audit-service/target/quarkus-app");
        if (!Files.isDirectory(packaged)) {
            throw new SettingsException("audit-service is not built: run './concord run'");
        }
        String separator = System.getProperty("path.separator");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                JavaCommand.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                packaged.resolve("app") + "/*" + separator + packaged.resolve("lib/main") + "/*" + separator
                        + packaged.resolve("lib/boot") + "/*",
                "uk.concord.audit.verify.VerifyMain",
                "--jdbc-url",
                jdbcUrl,
                "--user",
                user,
                "--key",
                platform.ledgerPublicKey().toString(),
                "--checkpoint",
                checkpoint.toString()));
        builder.environment().put("CONCORD_VERIFIER_PASSWORD", password);
        return builder;
    }
}
