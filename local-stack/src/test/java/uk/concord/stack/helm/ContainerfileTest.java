package uk.concord.stack.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.stack.ProjectFolder;

/** The images' descriptions agree with the chart. No image is built here: that needs an engine. */
class ContainerfileTest {

    static Stream<String> services() {
        return Chart.SERVICES.stream();
    }

    @ParameterizedTest
    @MethodSource("services")
    void theBaseIsAnArgumentThatNamesAJava25(String service) throws IOException {
        List<String> lines = lines(service);

        assertThat(lines.subList(0, 2))
                .containsExactly("ARG BASE_IMAGE=docker.io/library/eclipse-temurin:25-jre", "FROM ${BASE_IMAGE}");
    }

    @ParameterizedTest
    @MethodSource("services")
    void theUserIsTheChartsAndNotTheSuperuser(String service) throws IOException {
        String user = lines(service).stream()
                .filter(line -> line.startsWith("USER "))
                .map(line -> line.substring("USER ".length()))
                .reduce((first, last) -> last)
                .orElseThrow();
        var pod = Chart.rendered("minimal.yaml").stream()
                .filter(manifest -> manifest.hasPod() && manifest.name().endsWith("-" + service))
                .findFirst()
                .orElseThrow()
                .pod();

        assertThat(user)
                .isEqualTo(pod.at("/securityContext/runAsUser").asText() + ":"
                        + pod.at("/securityContext/runAsGroup").asText())
                .doesNotStartWith("0");
    }

    @ParameterizedTest
    @MethodSource("services")
    void settingsAreFoundWhereTheChartPutsThem(String service) throws IOException {
        var container = Chart.rendered("minimal.yaml").stream()
                .filter(manifest -> manifest.hasPod() && manifest.name().endsWith("-" + service))
                .findFirst()
                .orElseThrow()
                .container(service);
        String mount = Manifest.each(container.path("volumeMounts"))
                .filter(volume -> volume.path("name").asText().equals("settings"))
                .map(volume -> volume.path("mountPath").asText())
                .findFirst()
                .orElseThrow();

        // Quarkus reads config/application.properties below the folder that it is started in.
        assertThat(lines(service)).contains("WORKDIR " + mount.substring(0, mount.lastIndexOf('/')));
        assertThat(mount).endsWith("/config");
    }

    @ParameterizedTest
    @MethodSource("services")
    void thePortsAreTheCharts(String service) throws IOException {
        Map<String, String> ports = Map.of(
                "gateway", "8080 9080",
                "consent-service", "8081 9081",
                "policy-service", "8082 9082",
                "audit-service", "8083 9083");

        assertThat(lines(service)).contains("EXPOSE " + ports.get(service));
    }

    private static List<String> lines(String service) throws IOException {
        Path file = ProjectFolder.here().root().resolve(service).resolve("Containerfile");
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }
}
