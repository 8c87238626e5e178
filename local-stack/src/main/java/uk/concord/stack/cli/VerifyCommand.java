package uk.concord.stack.cli;

import java.io.IOException;
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
        if (!arguments.isEmpty()) {
            throw new SettingsException("'verify' takes nothing");
        }
        return new LedgerVerification(Platform.running(settings.project(), settings.folder())
                        .orElseThrow(() ->
                                new SettingsException("The platform does not run: start it with './concord run'")))
                .ofTheLedger();
    }
}
