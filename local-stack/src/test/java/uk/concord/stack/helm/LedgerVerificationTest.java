package uk.concord.stack.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.concord.stack.helm.Manifest.each;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.concord.stack.platform.LedgerVerification;

/** The job that runs the ledger's verifier. */
class LedgerVerificationTest {

    private static final String MINIMAL = "minimal.yaml";
    private static final String PRODUCTION = "production.yaml";
    private static final String NAME = "concord-ledger-verification";

    @Test
    void theVerifierIsStartedAsConcordVerifyStartsIt() {
        List<String> command =
                each(verifier(MINIMAL).path("command")).map(JsonNode::asText).toList();

        // Only the last word differs: the checkpoint's file is in another pod.
        Path checkpoint = Path.of("elsewhere");
        List<String> usual = LedgerVerification.command(
                "java",
                Path.of("/opt/concord"),
                new LedgerVerification.Ledger(
                        "jdbc:postgresql://postgresql.example.org:5432/audit?sslmode=verify-full"
                                + "&sslfactory=org.postgresql.ssl.DefaultJavaSSLFactory",
                        "audit_verifier",
                        "not in the command",
                        Path.of("/etc/concord/ledger-key/ledger-key"),
                        checkpoint));
        assertThat(command.subList(0, command.size() - 1)).isEqualTo(usual.subList(0, usual.size() - 1));
        assertThat(command.getLast()).isEqualTo("http://concord-audit-service-management:9083/ledger/checkpoint");
    }

    @Test
    void itKnowsNoSecretButThePasswordOfTheRoleThatReads() {
        List<String> environment = each(verifier(PRODUCTION).path("env"))
                .map(variable -> variable.path("name").asText() + " "
                        + variable.at("/valueFrom/secretKeyRef/key").asText())
                .toList();

        assertThat(environment).containsExactly("JDK_JAVA_OPTIONS ", "CONCORD_VERIFIER_PASSWORD verifier-password");
        assertThat(each(Chart.object(PRODUCTION, "CronJob", NAME).pod().path("volumes"))
                        .map(volume -> volume.path("name").asText()))
                .containsExactly("tmp", "trust", "authorities", "ledger-key");
    }

    @Test
    void theKeyIsTheOneThatWasSaidAndNotOneThatTheLedgerTells() {
        assertThat(Chart.object(MINIMAL, "ConfigMap", NAME)
                        .at("/data/ledger-key")
                        .asText())
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .endsWith("-----END PUBLIC KEY-----\n");
        assertThat(Chart.object(PRODUCTION, "ConfigMap", NAME)
                        .at("/data/ledger-key")
                        .asText())
                .startsWith("concord.example.org/audit/log+")
                .endsWith("\n");
    }

    @Test
    void anAlteredLedgerFailsTheJobAtOnceAndAnythingElseIsTriedAgain() {
        Manifest job = Chart.object(PRODUCTION, "CronJob", NAME);

        assertThat(job.at("/spec/schedule").asText()).isEqualTo("23 1 * * *");
        assertThat(job.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
        assertThat(job.pod().path("restartPolicy").asText()).isEqualTo("Never");
        assertThat(job.at("/spec/jobTemplate/spec/backoffLimit").asInt()).isEqualTo(3);
        assertThat(job.at("/spec/jobTemplate/spec/podFailurePolicy/rules/0").toString())
                .isEqualTo("{\"action\":\"FailJob\","
                        + "\"onExitCodes\":{\"containerName\":\"verify\",\"operator\":\"In\",\"values\":[1]}}");
    }

    @Test
    void itReachesTheDatabaseAndTheCheckpointAndNobodyReachesIt() {
        Manifest policy = Chart.object(PRODUCTION, "NetworkPolicy", NAME);

        JsonNode labels =
                Chart.object(PRODUCTION, "CronJob", NAME).at("/spec/jobTemplate/spec/template/metadata/labels");
        assertThat(policy.at("/spec/podSelector/matchLabels").propertyStream())
                .hasSize(2)
                .isSubsetOf(labels.propertyStream().toList());
        assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(policy.at("/spec/ingress")).isEmpty();
        assertThat(each(policy.at("/spec/egress"))
                        .map(rule -> rule.at("/ports/0/port").asText() + " " + Manifest.peer(rule.at("/to/0"))))
                .containsExactly("9083 audit-service", "53 ", "5432 namespace data");
    }

    @Test
    void bothAlertsAreAboutThisJob() {
        assertThat(each(Chart.object(PRODUCTION, "PrometheusRule", "concord-concord")
                                .at("/spec/groups/0/rules"))
                        .filter(rule -> rule.path("expr").asText().contains("kube_"))
                        .map(rule -> rule.path("expr").asText()))
                .containsExactly(
                        "max(kube_job_status_start_time{namespace=\"concord\", job_name=~\"" + NAME + "-.+\"}"
                                + " and on (job_name) (kube_job_failed{namespace=\"concord\", condition=\"true\"} == 1))"
                                + " > (max(kube_cronjob_status_last_successful_time{namespace=\"concord\", cronjob=\""
                                + NAME + "\"}) or vector(0))",
                        "time() - max(kube_cronjob_status_last_successful_time{namespace=\"concord\", cronjob=\"" + NAME
                                + "\"} or kube_cronjob_created{namespace=\"concord\", cronjob=\"" + NAME
                                + "\"}) > 129600 or absent(kube_cronjob_created{namespace=\"concord\", cronjob=\""
                                + NAME
                                + "\"})");
    }

    @Test
    void whereItIsSwitchedOffNothingOfItIsLeft() {
        assertThat(Chart.rendered(PRODUCTION, "--set", "auditService.verification.enabled=false"))
                .isNotEmpty()
                .noneMatch(manifest -> manifest.text().contains("ledger-verification"))
                .noneMatch(manifest -> manifest.text().contains("kube_job_failed"));
    }

    private static JsonNode verifier(String example) {
        return Chart.object(example, "CronJob", NAME).container("verify");
    }
}
