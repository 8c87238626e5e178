package uk.concord.stack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import uk.concord.stack.platform.Platform;
import uk.concord.stack.platform.PlatformSettings;
import uk.concord.stack.platform.SettingsException;
import uk.concord.stack.process.JavaCommand;

/**
 * {@code ./concord verify}: checks the ledger of the running platform against the public key and the checkpoint that are kept
 * outside its database, under a role that can only read. The exit status is the verifier's.
 */
final class VerifyCommand {

    private final PlatformSettings settings;

    VerifyCommand(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        if (!arguments.isEmpty()) {
            throw new SettingsException("'verify' takes nothing");
        }
        Platform platform = Platform.running(settings.project(), settings.folder())
                .orElseThrow(() -> new SettingsException("The platform does not run: start it with './concord run'"));
        Path packaged = settings.project().root().resolve("audit-service/target/quarkus-app");
        if (!Files.isDirectory(packaged)) {
            throw new SettingsException("audit-service is not built: run './concord run'");
        }
        String separator = System.getProperty("path.separator");
        List<String> command = List.of(
                JavaCommand.java(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                packaged.resolve("app") + "/*" + separator + packaged.resolve("lib/main") + "/*" + separator
                        + packaged.resolve("lib/boot") + "/*",
                "uk.concord.audit.verify.VerifyMain",
                "--jdbc-url",
                platform.jdbcUrl("audit"),
                "--user",
                "audit_verifier",
                "--password",
                platform.verifierPassword(),
                "--key",
                platform.ledgerPublicKey().toString(),
                "--checkpoint",
                platform.ledgerCheckpoint().toString());
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
