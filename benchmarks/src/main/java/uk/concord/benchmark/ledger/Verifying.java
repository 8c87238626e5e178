package uk.concord.benchmark.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.platform.LedgerVerification;
import uk.concord.stack.tool.GoTool;

/** The whole ledger verified, by ours and by Tessera's fsck. */
final class Verifying {

    private final Ledger ledger;
    private final Path folder;

    Verifying(Ledger ledger, Path folder) {
        this.ledger = ledger;
        this.folder = folder;
    }

    /**
     * What a verifier did.
     *
     * @param said the last line of its output
     */
    record Run(double seconds, String said) {}

    /** Tessera's fsck reads every tile and entry of the published log over HTTP. */
    Run fsck(int workers) throws IOException, InterruptedException {
        Path key = Files.writeString(folder.resolve("log.vkey"), ledger.get("/audit/log/key"));
        Run run = run(new ProcessBuilder(
                GoTool.FSCK.path().toString(),
                "--storage_url=http://localhost:" + ledger.service().port() + "/audit/log/",
                "--public_key=" + key,
                "--N=" + workers,
                "--ui=false"));
        if (!run.said().contains("Successfully fsck'd log")) {
            throw new IllegalStateException("fsck doesn't accept the log: " + run.said());
        }
        return run;
    }

    /** Ours reads the database: every body, leaf, tile and checkpoint. */
    Run ours(Path publicKey, Path checkpoint) throws IOException, InterruptedException {
        ProcessBuilder builder = LedgerVerification.program(
                ProjectFolder.here(),
                new LedgerVerification.Ledger(
                        ledger.ground().postgres().jdbcUrl("audit"),
                        ledger.ground().verifier("audit").role(),
                        ledger.ground().verifier("audit").password(),
                        publicKey,
                        checkpoint));
        Run run = run(builder);
        if (!run.said().contains("are as they were recorded")) {
            throw new IllegalStateException("our verifier doesn't accept the ledger: " + run.said());
        }
        return run;
    }

    private static Run run(ProcessBuilder builder) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = "";
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said = line.isBlank() ? said : line;
            }
        }
        process.waitFor();
        return new Run((System.nanoTime() - began) / 1e9, said);
    }
}
