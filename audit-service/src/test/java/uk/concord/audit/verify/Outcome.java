package uk.concord.audit.verify;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import uk.concord.audit.ingest.RunningLedger;

/** How a run of the verifier ended, and what it said. */
record Outcome(int status, String text) {

    /** Verifies a ledger, as its verifier may see it, with these keys and this checkpoint. */
    static Outcome of(RunningLedger ledger, Path keys, Path checkpoint) {
        return of(
                "--jdbc-url",
                ledger.database.database().jdbcUrl(),
                "--user",
                ledger.database.database().verifier().role(),
                "--password",
                ledger.database.database().verifier().password(),
                "--key",
                keys.toString(),
                "--checkpoint",
                checkpoint.toString());
    }

    /** Runs the verifier with these words. */
    static Outcome of(String... words) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int status = VerifyMain.run(List.of(words), new PrintStream(text, true, StandardCharsets.UTF_8));
        return new Outcome(status, text.toString(StandardCharsets.UTF_8));
    }
}
