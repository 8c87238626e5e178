package uk.concord.stack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.concord.stack.platform.PlatformParts;
import uk.concord.stack.platform.PlatformSettings;
import uk.concord.stack.platform.SettingsException;

/** {@code ./concord logs [part]}: all of one part's log, or where the logs are and how each ends. */
final class LogsCommand {

    private static final int LAST = 5;

    private final PlatformSettings settings;

    LogsCommand(PlatformSettings settings) {
        this.settings = settings;
    }

    int run(List<String> arguments) throws IOException {
        if (arguments.size() > 1) {
            throw new SettingsException("'logs' takes the name of one part, or nothing");
        }
        if (arguments.isEmpty()) {
            for (String part : parts()) {
                List<String> lines = lines(file(part));
                System.out.println("== " + part + ": " + file(part));
                lines.subList(Math.max(0, lines.size() - LAST), lines.size()).forEach(System.out::println);
            }
            return 0;
        }
        Path file = file(arguments.getFirst());
        if (!Files.isRegularFile(file)) {
            throw new SettingsException(
                    "There is no log of '" + arguments.getFirst() + "'. There are: " + String.join(", ", parts()));
        }
        Files.copy(file, System.out);
        System.out.flush();
        return 0;
    }

    private List<String> parts() {
        return Stream.concat(PlatformParts.ALL.stream(), Stream.of("supervisor"))
                .filter(part -> Files.isRegularFile(file(part)))
                .sorted()
                .collect(Collectors.toList());
    }

    private Path file(String part) {
        return part.equals(PlatformParts.OPA) ? settings.folder().resolve("opa/opa.log") : settings.log(part);
    }

    private static List<String> lines(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return lines.toList();
        }
    }
}
