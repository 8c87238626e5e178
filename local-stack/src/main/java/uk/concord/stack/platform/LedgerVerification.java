package uk.concord.stack.platform;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.JavaCommand;

/** The ledger's verifier, run against the public key and the checkpoint that are kept outside the ledger's database. */
public final class LedgerVerification {

    private final Platform platform;

    public LedgerVerification(Platform platform) {
        this.platform = platform;
    }

    /**
     * Checks the platform's own ledger, under a role that can only read, with the key that the platform made for it.
     *
     * @return the verifier's exit status: 0 whole, 1 altered, 2 it couldn't be checked
     */
    public int ofTheLedger() throws IOException, InterruptedException {
        return ofTheLedger(platform.ledgerPublicKey());
    }

    /**
     * The same with keys that somebody kept.
     *
     * @param keys file with what {@code /audit/log/keys} gives, or the PEM of one public key
     */
    public int ofTheLedger(Path keys) throws IOException, InterruptedException {
        return program(
                        platform.settings().project(),
                        new Ledger(
                                platform.jdbcUrl("audit"),
                                "audit_verifier",
                                platform.verifierPassword(),
                                keys,
                                platform.ledgerCheckpoint()))
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
        Process process = program(
                        platform.settings().project(),
                        new Ledger(
                                jdbcUrl,
                                "postgres",
                                platform.superuserPassword(),
                                platform.ledgerPublicKey(),
                                checkpoint))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> out.println("     " + line));
        }
        return process.waitFor();
    }

    /**
     * A ledger that is checked.
     *
     * @param user a role that may read all of it
     * @param key file with the verifier keys, or the public key, that are kept outside its database
     * @param checkpoint file with a checkpoint that is kept there, too
     */
    public record Ledger(String jdbcUrl, String user, String password, Path key, Path checkpoint) {}

    /**
     * The verifier as a program of its own, not yet started.
     *
     * @throws SettingsException if audit-service isn't built
     */
    public static ProcessBuilder program(ProjectFolder project, Ledger ledger) {
        Path packaged = project.root().resolve("audit-service/target/quarkus-app");
        if (!Files.isDirectory(packaged)) {
            throw new SettingsException("audit-service is not built: run './concord run'");
        }
        ProcessBuilder builder = new ProcessBuilder(command(JavaCommand.java(), packaged, ledger));
        builder.environment().put("CONCORD_VERIFIER_PASSWORD", ledger.password());
        return builder;
    }

    /**
     * The command line, for audit-service as it is packaged in this folder; the password isn't in it.
     *
     * <p>Both compilers are left on. Only the second uses the processor's instructions for SHA-256, without which a hash of 200 bytes
     * took nine times as long, and a large ledger is little else; of 2,000 records the check takes a third of a second longer than
     * with the first alone. Few objects live longer than a chunk, so the simplest collector is enough.
     */
    public static List<String> command(String java, Path packaged, Ledger ledger) {
        return List.of(
                java,
                "-XX:+UseSerialGC",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                Stream.of("app", "lib/main", "lib/boot")
                        .map(jars -> packaged.resolve(jars) + "/*")
                        .collect(Collectors.joining(File.pathSeparator)),
                "uk.concord.audit.verify.VerifyMain",
                "--jdbc-url",
                ledger.jdbcUrl(),
                "--user",
                ledger.user(),
                "--key",
                ledger.key().toString(),
                "--checkpoint",
                ledger.checkpoint().toString());
    }
}
