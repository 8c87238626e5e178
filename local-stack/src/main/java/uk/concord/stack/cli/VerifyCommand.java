package uk.concord.stack.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import uk.concord.stack.platform.LedgerVerification;
import uk.concord.stack.platform.Platform;
import uk.concord.stack.platform.PlatformSettings;
import uk.concord.stack.platform.SettingsException;

/** {@code ./concord verify}: checks the ledger of the running platform. The exit status is the verifier's. */
final class VerifyCommand {

    private final PlatformSettings settings;

    VerifyCommand(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) throws IOException, InterruptedException {
        boolean keys = arguments.size() == 2 && arguments.getFirst().equals("--key");
        if (!keys && !arguments.isEmpty()) {
            throw new SettingsException("'verify' takes nothing, or --key and a file with the ledger's verifier keys");
        }
        LedgerVerification verification = new LedgerVerification(Platform.running(settings.project(), settings.folder())
                .orElseThrow(() -> new SettingsException("The platform does not run: start it with './concord run'")));
        return keys ? verification.ofTheLedger(Path.of(arguments.getLast())) : verification.ofTheLedger();
    }
}
