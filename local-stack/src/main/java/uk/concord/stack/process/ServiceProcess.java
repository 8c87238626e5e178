package uk.concord.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Starts one of Concord's services from what Maven packaged, in a JVM of its own. */
public final class ServiceProcess {

    private ServiceProcess() {}

    /**
     * How it runs.
     *
     * @param jar the {@code quarkus-run.jar} of the packaged service
     * @param folder where it runs; its settings are written into it
     * @param log where its output is appended
     * @param jvm options of its JVM
     * @param settings by their exact names
     * @param environment added to this process's own; secrets come this way, so that they stand in no file
     */
    public record Launch(
            String name,
            Path jar,
            Path folder,
            Path log,
            List<String> jvm,
            Map<String, String> settings,
            Map<String, String> environment) {}

    /**
     * Starts the service, which says nothing of whether it answers yet.
     *
     * @throws IllegalStateException when it isn't packaged
     */
    public static ChildProcess start(Launch launch) {
        if (!Files.isRegularFile(launch.jar())) {
            throw new IllegalStateException(
                    launch.name() + " is not built (" + launch.jar() + "): run './concord run'");
        }
        write(launch);
        List<String> command = new ArrayList<>(List.of(JavaCommand.java()));
        command.addAll(launch.jvm());
        command.addAll(List.of("-jar", launch.jar().toString()));
        return ChildProcess.start(new ChildProcess.Launch(
                launch.name(),
                command,
                launch.environment(),
                launch.folder(),
                launch.log(),
                ChildProcess.StopSignal.TERM));
    }

    // Quarkus reads this file below the folder that it runs in.
    private static void write(Launch launch) {
        Path file = launch.folder().resolve("config/application.properties");
        Properties values = new Properties();
        values.putAll(launch.settings());
        Folders.createFor(file);
        try (Writer out = Files.newBufferedWriter(file)) {
            values.store(out, "Written at each start");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
