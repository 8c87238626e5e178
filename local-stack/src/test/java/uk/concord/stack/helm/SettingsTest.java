package uk.concord.stack.helm;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.stack.ProjectFolder;

/**
 * The settings of ours that the chart sets are settings that the services read: a name that has changed in a service would
 * otherwise be noticed in a cluster only. Names are compared as environment variables, in which no separator matters.
 */
class SettingsTest {

    private static final Pattern NAMED = Pattern.compile("concord\\.[a-z][a-z.-]*[a-z]");
    private static final Pattern MAPPING = Pattern.compile("@ConfigMapping\\(prefix = \"([a-z.-]+)\"\\)");
    private static final Pattern METHOD = Pattern.compile("\\b([a-z]\\w*)\\(\\);");

    static Stream<String> services() {
        return Chart.SERVICES.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void everySettingOfOursIsReadByItsService(String service) {
        List<String> sources = sources(service);
        Set<String> known = known(sources);

        Set<String> set = set(service);

        assertThat(set).contains("CONCORD_PUBLIC_BASE_URL", "CONCORD_PSEUDONYM_KEY");
        assertThat(set).allMatch(name -> known.stream().anyMatch(name::matches));
    }

    private static Set<String> set(String service) {
        List<Manifest> manifests = Chart.rendered("production.yaml");
        Stream<String> settings = manifests.stream()
                .filter(manifest ->
                        manifest.kind().equals("ConfigMap") && manifest.name().equals(Chart.RELEASE + "-" + service))
                .flatMap(manifest -> manifest.settings().stringPropertyNames().stream());
        Stream<String> variables = manifests.stream()
                .filter(manifest -> manifest.hasPod() && manifest.name().equals(Chart.RELEASE + "-" + service))
                .flatMap(manifest -> Manifest.each(manifest.container(service).path("env")))
                .map(variable -> variable.path("name").asText());
        return Stream.concat(settings, variables)
                .map(SettingsTest::variable)
                .filter(name -> name.startsWith("CONCORD_"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Patterns of the names that these sources read: as they stand in them, and as mappings make them from their methods. */
    private static Set<String> known(List<String> sources) {
        Set<String> known = new TreeSet<>();
        for (String source : sources) {
            NAMED.matcher(source)
                    .results()
                    .map(found -> variable(found.group()))
                    .forEach(known::add);
            MAPPING.matcher(source).results().forEach(mapping -> {
                String prefix = variable(mapping.group(1));
                METHOD.matcher(source)
                        .results()
                        .map(method -> variable(method.group(1).replaceAll("([A-Z])", "-$1")))
                        // Between them there may be the key of a map, such as an ODS code, and the map's own name.
                        .forEach(method -> known.add(prefix + "(_[A-Z0-9]+){0,2}_" + method));
            });
        }
        return known;
    }

    private static List<String> sources(String service) {
        Path root = ProjectFolder.here().root();
        return Stream.of(service, "shared-kernel")
                .map(module -> root.resolve(module).resolve("src/main"))
                .filter(Files::isDirectory)
                .flatMap(SettingsTest::files)
                .map(SettingsTest::read)
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> file.toString().endsWith(".java") || file.endsWith("application.properties"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            // A comment that names a setting doesn't read it.
            return lines.filter(line ->
                            !line.strip().startsWith("*") && !line.strip().startsWith("#"))
                    .collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }
}
