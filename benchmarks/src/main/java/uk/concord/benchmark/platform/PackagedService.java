package uk.concord.benchmark.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.concord.benchmark.load.Connection;
import uk.concord.stack.process.ChildProcess;
import uk.concord.stack.process.HttpProbe;
import uk.concord.stack.process.ServiceProcess;
import uk.concord.stack.process.Waiting;

/** One packaged service in a JVM of its own. */
public final class PackagedService implements AutoCloseable {

    private static final Duration BOUND = Duration.ofSeconds(180);

    private final Launch launch;
    private final ChildProcess process;
    private final Duration readyAfter;

    /**
     * How it runs.
     *
     * @param name of the service
     * @param settings by their exact names; secrets among them stay in this run's own folder, which is deleted
     */
    public record Launch(
            String name,
            Path jar,
            Path folder,
            Path log,
            int port,
            int managementPort,
            List<String> jvm,
            Map<String, String> settings) {}

    private PackagedService(Launch launch, ChildProcess process, Duration readyAfter) {
        this.launch = launch;
        this.process = process;
        this.readyAfter = readyAfter;
    }

    /** Starts it and returns when it says that it is ready. */
    public static PackagedService start(Launch launch) {
        Map<String, String> settings = new HashMap<>(launch.settings());
        settings.put("quarkus.http.port", Integer.toString(launch.port()));
        settings.put("quarkus.management.port", Integer.toString(launch.managementPort()));
        long began = System.nanoTime();
        ChildProcess process = ServiceProcess.start(new ServiceProcess.Launch(
                launch.name(), launch.jar(), launch.folder(), launch.log(), launch.jvm(), settings, Map.of()));
        URI ready = URI.create("http://localhost:" + launch.managementPort() + "/q/health/ready");
        try {
            Waiting.until(
                    () -> {
                        process.demandAlive(launch.log());
                        return HttpProbe.answers(ready);
                    },
                    BOUND,
                    () -> launch.name() + " was not ready within " + BOUND.toSeconds() + " s");
        } catch (IllegalStateException e) {
            process.kill();
            throw e;
        }
        return new PackagedService(launch, process, Duration.ofNanos(System.nanoTime() - began));
    }

    public int port() {
        return launch.port();
    }

    public long pid() {
        return process.pid();
    }

    /** From the start of the process to the first "ready". */
    public Duration readyAfter() {
        return readyAfter;
    }

    /** The sum of a metric over all its series whose labels contain this text; 0 if there are none. */
    public double metric(String name, String label) {
        try (Connection connection = new Connection(launch.managementPort())) {
            Connection.Answer answer =
                    connection.send(Connection.head("GET", "/q/metrics", Map.of("Accept", "text/plain")), new byte[0]);
            return answer.text()
                    .lines()
                    .filter(line -> line.startsWith(name) && line.contains(label))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of all live objects, after a full collection, and of direct buffers. */
    public long liveBytes() {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process histogram = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String text = new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            String total = text.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("jcmd gave no histogram"));
            String[] fields = total.strip().split("\\s+");
            return Long.parseLong(fields[2]) + (long) metric("jvm_buffer_memory_used_bytes", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.stop();
    }
}
