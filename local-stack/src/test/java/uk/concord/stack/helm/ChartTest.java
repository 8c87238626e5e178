package uk.concord.stack.helm;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.stack.helm.Chart.SERVICES;
import static uk.concord.stack.helm.Manifest.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every object that the chart renders owes, whatever the scenario. */
class ChartTest {

    static Stream<String> examples() {
        return Chart.examples().stream();
    }

    static Stream<String> services() {
        return SERVICES.stream();
    }

    @Test
    void thereIsAnExampleForEachScenario() {
        assertThat(Chart.examples()).containsExactly("minimal.yaml", "production.yaml");
    }

    @ParameterizedTest
    @MethodSource("examples")
    void helmFindsNothingToBlame(String example) {
        Chart.Ended lint = Chart.lint(example);

        assertThat(lint.output()).contains("1 chart(s) linted, 0 chart(s) failed");
        assertThat(lint.status()).isZero();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void kubernetesWouldTakeEveryObject(String example, @TempDir Path folder) throws IOException {
        List<Manifest> own = Chart.rendered(example).stream()
                .filter(manifest -> !manifest.at("/apiVersion").asText().startsWith("monitoring.coreos.com/"))
                .toList();
        Path file = write(folder, own.stream().map(Manifest::text).collect(joining("---\n")));

        Chart.Ended validation = Chart.validate(file);

        // An empty file would be valid, too.
        assertThat(own).hasSizeGreaterThanOrEqualTo(30);
        assertThat(validation.output()).contains("OK").doesNotContain("ERROR");
        assertThat(validation.status()).isZero();
    }

    @Test
    void theValidationFindsAWrongType(@TempDir Path folder) throws IOException {
        String wrong = Chart.object("minimal.yaml", "Deployment", "concord-gateway")
                .text()
                .replaceFirst("replicas: 2", "replicas: two");

        Chart.Ended validation = Chart.validate(write(folder, wrong));

        assertThat(validation.output()).contains("spec.replicas");
        assertThat(validation.status()).isNotZero();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void eachServiceHasItsObjects(String example) {
        Map<String, Set<String>> kinds = Chart.rendered(example).stream()
                .filter(manifest ->
                        SERVICES.stream().anyMatch(service -> manifest.name().equals(Chart.RELEASE + "-" + service)))
                .collect(groupingBy(
                        manifest -> manifest.name().substring(Chart.RELEASE.length() + 1),
                        mapping(Manifest::kind, toSet())));

        Set<String> usual =
                Set.of("Deployment", "ConfigMap", "Service", "ServiceAccount", "PodDisruptionBudget", "NetworkPolicy");
        assertThat(kinds)
                .isEqualTo(Map.of(
                        "consent-service",
                        usual,
                        "policy-service",
                        usual,
                        "audit-service",
                        Stream.concat(
                                        Stream.of("StatefulSet"),
                                        usual.stream().filter(kind -> !kind.equals("Deployment")))
                                .collect(toSet()),
                        "gateway",
                        Stream.concat(Stream.of("Ingress"), usual.stream()).collect(toSet())));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyContainerIsConfined(String example) {
        assertThat(Chart.rendered(example).stream().filter(Manifest::hasPod))
                .isNotEmpty()
                .allSatisfy(manifest -> {
                    assertThat(manifest.pod()
                                    .at("/securityContext/runAsNonRoot")
                                    .asBoolean())
                            .isTrue();
                    assertThat(manifest.containers()).isNotEmpty().allSatisfy(container -> {
                        JsonNode security = container.path("securityContext");
                        assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
                        assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                                .isTrue();
                        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                                .isFalse();
                        assertThat(security.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
                        assertThat(security.at("/capabilities/add").isMissingNode())
                                .isTrue();
                        assertThat(security.at("/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
                        assertThat(container.at("/resources/requests/memory").asText())
                                .isNotEmpty();
                        assertThat(container.at("/resources/limits/memory").asText())
                                .isNotEmpty();
                    });
                });
    }

    @ParameterizedTest
    @MethodSource("examples")
    void noPodHoldsATokenForKubernetes(String example) {
        List<Manifest> manifests = Chart.rendered(example);

        assertThat(manifests.stream().filter(Manifest::hasPod))
                .isNotEmpty()
                .allSatisfy(manifest -> assertThat(manifest.pod()
                                .path("automountServiceAccountToken")
                                .asBoolean(true))
                        .isFalse());
        assertThat(manifests.stream().filter(manifest -> manifest.kind().equals("ServiceAccount")))
                .hasSize(5)
                .allSatisfy(account -> assertThat(
                                account.at("/automountServiceAccountToken").asBoolean(true))
                        .isFalse());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void secretsAreReferredToAndNeverMade(String example) {
        List<Manifest> manifests = Chart.rendered(example);

        assertThat(manifests).noneMatch(manifest -> manifest.kind().equals("Secret"));
        List<JsonNode> secret = manifests.stream()
                .filter(Manifest::hasPod)
                .flatMap(Manifest::containers)
                .flatMap(container -> each(container.path("env")))
                .filter(variable -> variable.path("name").asText().matches(".*(SECRET|PASSWORD|KEY|TOKEN|JAAS).*"))
                .toList();
        assertThat(secret).hasSizeGreaterThanOrEqualTo(24).allSatisfy(variable -> {
            assertThat(variable.has("value")).isFalse();
            assertThat(variable.at("/valueFrom/secretKeyRef/name").asText()).startsWith("concord-");
            assertThat(variable.at("/valueFrom/secretKeyRef/key").asText()).isNotEmpty();
        });
        assertThat(manifests.stream()
                        .filter(manifest -> manifest.kind().equals("ConfigMap"))
                        .flatMap(map -> map.settings().stringPropertyNames().stream()))
                .isNotEmpty()
                .noneMatch(setting -> setting.matches(".*(secret|password|token|jaas.config|[.-]key)$"));
    }

    @ParameterizedTest
    @MethodSource("services")
    void onlyTheContainerThatMigratesKnowsTheOwnersPassword(String service) {
        Manifest workload = Chart.rendered("production.yaml").stream()
                .filter(manifest -> manifest.hasPod() && manifest.name().equals(Chart.RELEASE + "-" + service))
                .findFirst()
                .orElseThrow();

        List<String> knowing = workload.containers()
                .filter(container -> container.toString().contains("database-owner-password"))
                .map(container -> container.path("name").asText())
                .toList();

        assertThat(knowing).containsExactly("migrate");
        assertThat(Chart.object("production.yaml", "ConfigMap", Chart.RELEASE + "-" + service)
                        .settings())
                .containsEntry("quarkus.flyway.migrate-at-start", "false")
                // Without a user of its own Flyway would refuse an address of its own.
                .containsEntry("quarkus.flyway.jdbc-url", "");
    }

    @ParameterizedTest
    @MethodSource("services")
    void everyProbeAsksTheManagementPort(String service) {
        JsonNode container = Chart.rendered("minimal.yaml").stream()
                .filter(manifest -> manifest.hasPod() && manifest.name().equals(Chart.RELEASE + "-" + service))
                .findFirst()
                .orElseThrow()
                .container(service);

        int managementPort = switch (service) {
            case "gateway" -> 9080;
            case "consent-service" -> 9081;
            case "policy-service" -> 9082;
            default -> 9083;
        };
        assertThat(each(container.path("ports"))
                        .filter(port -> port.path("name").asText().equals("management"))
                        .map(port -> port.path("containerPort").asInt()))
                .containsExactly(managementPort);
        Map.of("startupProbe", "started", "livenessProbe", "live", "readinessProbe", "ready")
                .forEach((probe, path) -> {
                    assertThat(container.at("/" + probe + "/httpGet/port").asText())
                            .isEqualTo("management");
                    assertThat(container.at("/" + probe + "/httpGet/path").asText())
                            .isEqualTo("/q/health/" + path);
                });
        assertThat(Chart.object("minimal.yaml", "ConfigMap", Chart.RELEASE + "-" + service)
                        .settings())
                .containsEntry("quarkus.management.port", String.valueOf(managementPort));
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceSpeaksOnlyTlsToOthers(String service) {
        var settings = Chart.object("production.yaml", "ConfigMap", Chart.RELEASE + "-" + service)
                .settings();

        assertThat(settings)
                .containsEntry("quarkus.http.insecure-requests", "disabled")
                .containsEntry("kafka.security.protocol", "SASL_SSL");
        assertThat(settings.getProperty("quarkus.datasource.jdbc.url")).contains("sslmode=verify-full");
        assertThat(settings.stringPropertyNames().stream()
                        .map(settings::getProperty)
                        .filter(value -> value.startsWith("http://")))
                // OPA is in the same pod.
                .isEqualTo(service.equals("policy-service") ? List.of("http://localhost:8181") : List.of());
    }

    @Test
    void productionPinsEveryImageByDigest() {
        assertThat(Chart.rendered("production.yaml").stream()
                        .filter(Manifest::hasPod)
                        .flatMap(Manifest::containers)
                        .map(container -> container.path("image").asText()))
                .hasSizeGreaterThan(12)
                .allMatch(image -> image.matches("[^@]+@sha256:[0-9a-f]{64}"));
    }

    private static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("manifests.yaml"), text);
    }
}
