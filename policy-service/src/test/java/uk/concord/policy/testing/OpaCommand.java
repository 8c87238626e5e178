package uk.concord.policy.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import uk.concord.stack.tool.GoTool;

/** OPA's command line, with the binary that the platform uses. */
public final class OpaCommand {

    private static final int SECONDS = 60;

    private OpaCommand() {}

    /** What it writes, to either stream; for a failure that says nothing, its exit status. */
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(GoTool.OPA.path().toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("opa did not end within " + SECONDS + " s");
            }
            return process.exitValue() != 0 && output.isBlank() ? "exit status " + process.exitValue() : output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
