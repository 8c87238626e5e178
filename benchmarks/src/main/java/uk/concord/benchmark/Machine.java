package uk.concord.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import uk.concord.stack.Versions;

/** What the table was measured on. */
final class Machine {

    private Machine() {}

    static String told() {
        String processor = lineOf("/proc/cpuinfo", "model name");
        String memory = lineOf("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
        return String.format(
                Locale.ROOT,
                "%d cores (%s), %.0f GiB, %s %s; Java %s, OPA %s, Kafka %s, PostgreSQL %s; load before: %s",
                Runtime.getRuntime().availableProcessors(),
                processor,
                Long.parseLong(memory) / 1048576.0,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                Versions.of("opa"),
                Versions.of("kafka"),
                Versions.of("postgres"),
                read("/proc/loadavg").strip().split(" ")[0]);
    }

    private static String lineOf(String file, String key) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("0");
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
