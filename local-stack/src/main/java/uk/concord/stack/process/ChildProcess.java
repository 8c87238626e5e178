package uk.concord.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process on a leash: it ends when this JVM ends, also when this JVM is killed. The process that {@link #pid} names is the
 * command itself, not a wrapper.
 */
public final class ChildProcess {

    private static final String LEASH = leash();
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final String name;
    private final Process process;
    private final StopSignal stopSignal;

    private ChildProcess(String name, Process process, StopSignal stopSignal) {
        this.name = name;
        this.process = process;
        this.stopSignal = stopSignal;
    }

    /** How a process is asked to end. PostgreSQL ends at once only on {@code INT}; on {@code TERM} it waits for its clients. */
    public enum StopSignal {
        TERM,
        INT
    }

    /**
     * What to start.
     *
     * @param name for messages
     * @param command program and arguments
     * @param environment added to this process's own
     * @param folder where it runs
     * @param log where its output is appended
     */
    public record Launch(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Path log,
            StopSignal stopSignal) {}

    /** Starts a process. */
    public static ChildProcess start(Launch launch) {
        List<String> line = new ArrayList<>(List.of("bash", "-c", LEASH, "leash"));
        line.addAll(launch.command());
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(launch.folder().toFile());
        builder.environment().putAll(launch.environment());
        builder.environment().put("LEASH_SIGNAL", launch.stopSignal().name());
        try {
            Folders.createFor(launch.log());
            builder.redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
            ChildProcess child = new ChildProcess(launch.name(), builder.start(), launch.stopSignal());
            // The watcher reads the other end: without this it would outlive a process that ended by itself.
            CompletableFuture<Void> _ = child.process.onExit().thenRun(child::closeLeash);
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start " + launch.name() + ": " + e.getMessage(), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Does nothing while the process runs.
     *
     * @param log where its last words are
     * @throws IllegalStateException when it has ended
     */
    public void demandAlive(Path log) {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " ended with status " + process.exitValue() + " while it started; its log: " + log);
        }
    }

    public CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Asks the process to end, waits, and kills it when it has not ended within 15 seconds. */
    public void stop() {
        signal(stopSignal.name());
        if (!waitForEnd(GRACE)) {
            kill();
        }
    }

    /** Ends the process as {@code kill -9} does, and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        if (!waitForEnd(GRACE)) {
            throw new IllegalStateException(name + " (process " + pid() + ") does not end, even when killed");
        }
    }

    /** Freezes the process: it keeps its ports and connections and answers nothing. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets a frozen process go on. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        if (!process.isAlive()) {
            return;
        }
        try {
            Process kill = new ProcessBuilder("kill", "-s", signal, Long.toString(pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean waitForEnd(Duration bound) {
        try {
            return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }

    private void closeLeash() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The pipe is already broken: nothing reads it any more, which is what closing is for.
            return;
        }
    }

    private static String leash() {
        try (InputStream in = ChildProcess.class.getResourceAsStream("leash.sh")) {
            if (in == null) {
                throw new IllegalStateException("leash.sh is missing: build local-stack with Maven first");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
