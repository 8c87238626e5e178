package uk.concord.stack.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.stack.helm.Chart.SERVICES;
import static uk.concord.stack.helm.Manifest.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each template is there for. */
class ChartTemplatesTest {

    private static final String MINIMAL = "minimal.yaml";
    private static final String PRODUCTION = "production.yaml";

    @Test
    void thereIsOneAuditServiceAndItsCheckpointsOutliveIt() {
        Manifest audit = Chart.object(MINIMAL, "StatefulSet", "concord-audit-service");

        assertThat(audit.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(audit.at("/spec/serviceName").asText()).isEqualTo("concord-audit-service-management");
        assertThat(audit.at("/spec/persistentVolumeClaimRetentionPolicy").toString())
                .isEqualTo("{\"whenDeleted\":\"Retain\",\"whenScaled\":\"Retain\"}");
        assertThat(audit.at("/spec/volumeClaimTemplates/0/metadata/name").asText())
                .isEqualTo("checkpoints");
        assertThat(audit.at("/spec/volumeClaimTemplates/0/spec/accessModes/0").asText())
                .isEqualTo("ReadWriteOncePod");
        assertThat(mounts(audit.container("audit-service"))).contains("checkpoints", "signing-key");
        assertThat(mounts(audit.container("migrate"))).doesNotContain("checkpoints", "signing-key", "tls");
    }

    @Test
    void theLedgersOtherKeysAreSetOnlyWhileThereAreSome() {
        String vkey = "ledger.example+00000000+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
        List<Manifest> changing = Chart.rendered(
                "minimal.yaml",
                "--set",
                "auditService.secretKeys.secondSigningKey=next-key",
                "--set",
                "auditService.formerKeys.first.vkey=" + vkey,
                "--set",
                "auditService.formerKeys.first.until=12345678");

        Properties settings = auditService(changing, "ConfigMap").settings();
        assertThat(settings)
                .containsEntry("concord.ledger.second-signing-key-file", "/etc/concord/signing-key/second-signing-key")
                .containsEntry("concord.ledger.former-keys.first.vkey", vkey)
                .containsEntry("concord.ledger.former-keys.first.until", "12345678");
        assertThat(auditService(changing, "StatefulSet").text()).contains("path: second-signing-key");
        assertThat(auditService(Chart.rendered("minimal.yaml"), "ConfigMap").text())
                .doesNotContain("second-signing-key", "former-keys");
        assertThat(auditService(Chart.rendered("minimal.yaml"), "StatefulSet").text())
                .doesNotContain("second-signing-key");
    }

    private static Manifest auditService(List<Manifest> manifests, String kind) {
        return manifests.stream()
                .filter(manifest ->
                        manifest.kind().equals(kind) && manifest.name().equals(Chart.RELEASE + "-audit-service"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"consent-service, 2", "policy-service, 3", "gateway, 3"})
    void theOthersAreReplacedOneByOneAndOnDifferentNodes(String service, int replicas) {
        Manifest deployment = Chart.object(PRODUCTION, "Deployment", "concord-" + service);

        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(replicas);
        assertThat(deployment.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1))
                .isZero();
        assertThat(each(deployment.pod().path("topologySpreadConstraints"))
                        .map(constraint -> constraint.path("topologyKey").asText() + " "
                                + constraint.path("whenUnsatisfiable").asText()))
                .containsExactly("kubernetes.io/hostname DoNotSchedule", "topology.kubernetes.io/zone DoNotSchedule");
    }

    @Test
    void opaRunsBesidePolicyServiceForItsOwnPodAlone() {
        JsonNode opa =
                Chart.object(MINIMAL, "Deployment", "concord-policy-service").container("opa");

        assertThat(opa.path("image").asText()).isEqualTo("docker.io/openpolicyagent/opa:1.22.2-static");
        // An init container that always restarts is a sidecar: Kubernetes ends it last.
        assertThat(opa.path("restartPolicy").asText()).isEqualTo("Always");
        assertThat(each(opa.path("args")).map(JsonNode::asText))
                .contains("--addr=127.0.0.1:8181", "--config-file=/etc/opa/opa.yaml", "--disable-telemetry");
        assertThat(opa.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/health?bundles&plugins");
        assertThat(mounts(opa)).contains("bundle-token", "authorities", "opa-configuration");
        assertThat(Chart.object(MINIMAL, "ConfigMap", "concord-policy-service").settings())
                .containsEntry("concord.opa.url", "http://localhost:8181");
    }

    @Test
    void noOtherPodHasAnOpa() {
        assertThat(Chart.rendered(MINIMAL).stream()
                        .filter(manifest -> manifest.text().contains("openpolicyagent"))
                        .map(Manifest::name))
                .containsExactly("concord-policy-service");
    }

    @Test
    void aSettingOfOnesOwnGoesBeforeTheCharts() {
        Manifest map = Chart.rendered(MINIMAL, "--set", "gateway.settings.quarkus\\.http\\.host=127.0.0.1").stream()
                .filter(manifest ->
                        manifest.kind().equals("ConfigMap") && manifest.name().equals("concord-gateway"))
                .findFirst()
                .orElseThrow();

        assertThat(map.settings()).containsEntry("quarkus.http.host", "127.0.0.1");
    }

    @Test
    void aChangedSettingStartsNewPodsOfItsServiceOnly() {
        List<String> changed = Stream.of(
                        Chart.rendered(MINIMAL),
                        Chart.rendered(MINIMAL, "--set", "consentService.settings.quarkus\\.log\\.level=DEBUG"))
                .map(manifests -> manifests.stream()
                        .filter(Manifest::hasPod)
                        .map(manifest -> manifest.name() + " "
                                + manifest.at("/spec/template/metadata/annotations/checksum~1settings")
                                        .asText())
                        .collect(Collectors.toSet()))
                .reduce((before, after) -> {
                    after.removeAll(before);
                    return after;
                })
                .map(List::copyOf)
                .orElseThrow();

        assertThat(changed).singleElement().asString().startsWith("concord-consent-service ");
    }

    @Test
    void managementHasServicesOfItsOwn() {
        List<Manifest> services = Chart.rendered(MINIMAL).stream()
                .filter(manifest -> manifest.kind().equals("Service"))
                .toList();

        assertThat(services).hasSize(8).allSatisfy(service -> {
            boolean management = service.name().endsWith("-management");
            assertThat(each(service.at("/spec/ports"))
                            .anyMatch(port -> port.path("name").asText().contains("management")))
                    .isEqualTo(management);
            assertThat(service.at("/spec/clusterIP").asText()).isEqualTo(management ? "None" : "");
        });
    }

    @Test
    void onlyTheGatewayHasAnIngress() {
        List<Manifest> ingresses = Chart.rendered(PRODUCTION).stream()
                .filter(manifest -> manifest.kind().equals("Ingress"))
                .toList();

        assertThat(ingresses).singleElement().satisfies(ingress -> {
            assertThat(ingress.at("/spec/tls/0/hosts/0").asText()).isEqualTo("concord.example.org");
            assertThat(ingress.at("/spec/tls/0/secretName").asText()).isEqualTo("concord-example-org-tls");
            assertThat(ingress.at("/spec/rules/0/host").asText()).isEqualTo("concord.example.org");
            assertThat(ingress.at("/spec/rules/0/http/paths").size()).isEqualTo(1);
            assertThat(ingress.at("/spec/rules/0/http/paths/0/backend/service/name")
                            .asText())
                    .isEqualTo("concord-gateway");
        });
    }

    @Test
    void theIngressCanBeLeftToSomebodyElse() {
        assertThat(Chart.rendered(MINIMAL, "--set", "ingress.enabled=false,ingress.tlsSecret="))
                .noneMatch(manifest -> manifest.kind().equals("Ingress"));
    }

    @Test
    void onlyTheGatewayIsReachableFromOutsideTheChart() {
        for (String service : SERVICES) {
            Manifest policy = Chart.object(PRODUCTION, "NetworkPolicy", "concord-" + service);
            Set<String> callers = each(policy.at("/spec/ingress"))
                    .filter(rule -> rule.at("/ports/0/port").asText().equals("https"))
                    .flatMap(rule -> each(rule.path("from")))
                    .map(Manifest::peer)
                    .collect(Collectors.toSet());
            assertThat(callers)
                    .as(service)
                    .isEqualTo(
                            switch (service) {
                                case "gateway" -> Set.of("namespace ingress-nginx");
                                case "consent-service" -> Set.of("gateway", "policy-service", "audit-service");
                                case "policy-service" -> Set.of("gateway", "consent-service", "audit-service");
                                case "audit-service" ->
                                    Set.of("gateway", "consent-service", "policy-service", "audit-service");
                                default -> Set.of("gateway");
                            });
            assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        }
    }

    @Test
    void aManagementPortIsOpenToMonitoringAlone() {
        for (String service : SERVICES) {
            // The verifier fetches the checkpoint there.
            List<String> verifier = service.equals("audit-service") ? List.of("ledger-verification") : List.of();
            assertThat(openToManagement(MINIMAL, service)).isEqualTo(verifier);
            assertThat(openToManagement(PRODUCTION, service))
                    .isEqualTo(Stream.concat(verifier.stream(), Stream.of("namespace monitoring", "concord-test"))
                            .toList());
        }
    }

    private static List<String> openToManagement(String example, String service) {
        return each(Chart.object(example, "NetworkPolicy", "concord-" + service).at("/spec/ingress"))
                .filter(rule -> rule.path("ports").toString().contains("management"))
                .flatMap(rule -> each(rule.path("from")))
                .map(Manifest::peer)
                .toList();
    }

    @Test
    void onlyTheGatewayMayLeaveForTheCustodians() {
        List<String> leaving = SERVICES.stream()
                .filter(service -> Chart.object(PRODUCTION, "NetworkPolicy", "concord-" + service)
                        .at("/spec/egress")
                        .toString()
                        .contains("198.51.100.0/24"))
                .toList();

        assertThat(leaving).containsExactly("gateway");
    }

    @Test
    void onlyTheAuditServiceMayLeaveForTheWitnessesAndOnlyIfThereAreAny() {
        List<String> leaving = SERVICES.stream()
                .filter(service -> Chart.object(PRODUCTION, "NetworkPolicy", "concord-" + service)
                        .at("/spec/egress")
                        .toString()
                        .contains("203.0.113.0/24"))
                .toList();

        assertThat(leaving).containsExactly("audit-service");
        assertThat(Chart.object(PRODUCTION, "NetworkPolicy", "concord-audit-service")
                        .text())
                .contains("# witnesses");
        assertThat(Chart.object(MINIMAL, "NetworkPolicy", "concord-audit-service")
                        .text())
                .contains("# keycloak")
                .doesNotContain("# witnesses");
    }

    @Test
    void theWitnessesAreSettingsOfTheAuditServiceAlone() {
        assertThat(Chart.object(PRODUCTION, "ConfigMap", "concord-audit-service")
                        .settings())
                .containsEntry(
                        "concord.witnessing.witnesses.blackpool.url",
                        "https://witness.blackpool.example.org/add-checkpoint")
                .hasEntrySatisfying(
                        "concord.witnessing.witnesses.university.vkey",
                        key -> assertThat(key.toString())
                                .startsWith("log-witness.university.example.org+")
                                .matches("[^+]+\\+[0-9a-f]{8}\\+B[A-Za-z0-9+/]{43}"))
                .containsEntry("concord.witnessing.quorum", "2")
                .containsEntry("concord.witnessing.every", "PT30S")
                .containsEntry("concord.witnessing.within", "PT5S");
        assertThat(Chart.object(MINIMAL, "ConfigMap", "concord-audit-service").settings())
                .allSatisfy((name, value) -> assertThat(name.toString()).doesNotContain("witness"));
    }

    @Test
    void aNodeCanAlwaysBeDrained() {
        assertThat(Chart.rendered(MINIMAL).stream()
                        .filter(manifest -> manifest.kind().equals("PodDisruptionBudget")))
                .hasSize(4)
                .allSatisfy(budget -> {
                    assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
                    assertThat(budget.at("/spec/minAvailable").isMissingNode()).isTrue();
                });
    }

    @Test
    void nothingOfThePrometheusOperatorAppearsUnasked() {
        assertThat(Chart.rendered(MINIMAL))
                .noneMatch(manifest -> manifest.at("/apiVersion").asText().startsWith("monitoring.coreos.com/"));
    }

    @Test
    void theServiceMonitorFindsEveryManagementService() {
        List<Manifest> manifests = Chart.rendered(PRODUCTION);
        JsonNode monitor = manifests.stream()
                .filter(manifest -> manifest.kind().equals("ServiceMonitor"))
                .map(manifest -> manifest.at("/spec"))
                .findFirst()
                .orElseThrow();

        List<String> found = manifests.stream()
                .filter(manifest -> manifest.kind().equals("Service"))
                .filter(service -> monitor.at("/selector/matchLabels")
                        .propertyStream()
                        .allMatch(label -> service.at("/metadata/labels")
                                .path(label.getKey())
                                .equals(label.getValue())))
                .map(Manifest::name)
                .toList();

        assertThat(found)
                .containsExactlyInAnyOrder(
                        "concord-consent-service-management",
                        "concord-policy-service-management",
                        "concord-audit-service-management",
                        "concord-gateway-management");
        assertThat(monitor.at("/endpoints/0/path").asText()).isEqualTo("/q/metrics");
        assertThat(monitor.at("/endpoints/0/port").asText()).isEqualTo("management");
    }

    @Test
    void thereIsAnAlertForEachPromiseThatCanBeSeenToBreak() {
        JsonNode rules =
                Chart.object(PRODUCTION, "PrometheusRule", "concord-concord").at("/spec/groups/0/rules");

        assertThat(each(rules).map(rule -> rule.path("alert").asText()))
                .containsExactly(
                        "ConcordProjectionStale",
                        "ConcordRelayBehind",
                        "ConcordPatientsUnreadable",
                        "ConcordCanaryPermitted",
                        "ConcordEnginesAlarming",
                        "ConcordAnswersUnlike",
                        "ConcordLedgerCannotSign",
                        "ConcordWitnessContradicts",
                        "ConcordWitnessBehind",
                        "ConcordAuditContradiction",
                        "ConcordAuditLag",
                        "ConcordAuditEventsParked",
                        "ConcordLedgerGap",
                        "ConcordAuditEventsMissing",
                        "ConcordHandoverSilent",
                        "ConcordHandoversNeverAsked",
                        "ConcordVerificationFailed",
                        "ConcordLedgerUnverified",
                        "ConcordReviewsOverdue",
                        "ConcordServiceDown");
        assertThat(each(rules)).allSatisfy(rule -> {
            assertThat(rule.path("expr").asText()).contains("namespace=\"concord\"");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            assertThat(rule.at("/annotations/summary").asText()).isNotEmpty();
            // Helm must leave to Prometheus what is Prometheus' own.
            assertThat(rule.at("/annotations/description").asText()).doesNotContain("`", "<no value>");
        });
    }

    @Test
    void theTestOfTheReleaseAsksEveryService() {
        Manifest pod = Chart.object(PRODUCTION, "Pod", "concord-concord-test");

        assertThat(pod.at("/metadata/annotations").path("helm.sh/hook").asText())
                .isEqualTo("test");
        assertThat(each(pod.container("ready").path("args"))
                        .map(JsonNode::asText)
                        .filter(argument -> argument.startsWith("http")))
                .containsExactlyInAnyOrder(
                        "http://concord-gateway-management:9080/q/health/ready",
                        "http://concord-consent-service-management:9081/q/health/ready",
                        "http://concord-policy-service-management:9082/q/health/ready",
                        "http://concord-audit-service-management:9083/q/health/ready");
    }

    private static Set<String> mounts(JsonNode container) {
        return each(container.path("volumeMounts"))
                .map(mount -> mount.path("name").asText())
                .collect(Collectors.toSet());
    }
}
