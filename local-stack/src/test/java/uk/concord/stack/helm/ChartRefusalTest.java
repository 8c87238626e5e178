package uk.concord.stack.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong value is refused before anything is installed, by a message that names it. */
class ChartRefusalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            publicBaseUrl=http://concord.example.org          | '/publicBaseUrl'
            publicBaseUrl=https://concord.example.org/        | '/publicBaseUrl'
            issuer=http://keycloak.example.org/realms/concord | '/issuer'
            publicBaseUlr=https://concord.example.org         | 'publicBaseUlr'
            auditService.replicas=2                           | 'replicas'
            gateway.replicas=0                                | '/gateway/replicas'
            gateway.image.tag=latest                          | '/gateway/image/tag'
            gateway.image.digest=sha256:1234                  | '/gateway/image/digest'
            gateway.custodians.RXN=http://fhir.example.org    | '/gateway/custodians/RXN'
            gateway.custodians.rxn=https://fhir.example.org   | 'rxn'
            podSecurity.runAsUser=0                           | '/podSecurity/runAsUser'
            consentService.tlsSecret=                         | '/consentService/tlsSecret'
            postgresql.sslMode=prefer                         | '/postgresql/sslMode'
            probes.readiness.httpGet=x                        | 'httpGet'
            auditService.witnesses.one.url=http://w.example.org/add-checkpoint | '/auditService/witnesses/one/url'
            auditService.witnesses.one.url=https://w.example.org/ | '/auditService/witnesses/one/url'
            auditService.witnesses.one.vkey=w.example.org+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k | '/auditService/witnesses/one/vkey'
            auditService.witnesses.One.vkey=x                 | 'One'
            auditService.formerKeys.before.until=-1           | '/auditService/formerKeys/before/until'
            auditService.formerKeys.before.vkey=x             | '/auditService/formerKeys/before/vkey'
            auditService.secretKeys.secondSigningKey=a/b      | '/auditService/secretKeys/secondSigningKey'
            auditService.witnessing.every=30s                 | '/auditService/witnessing/every'
            auditService.verification.key=concord.example.org | '/auditService/verification/key'
            auditService.verification.schedule=daily          | '/auditService/verification/schedule'
            """)
    void theSchemaRefuses(String value, String named) {
        Chart.Ended ended = Chart.template("minimal.yaml", "--set", value);

        assertThat(ended.status()).isNotZero();
        assertThat(ended.output())
                .contains("don't meet the specifications of the schema")
                .contains(named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ingress.tlsSecret=                               | ingress.tlsSecret is not set
            kafka.settings.security\\.protocol=PLAINTEXT     | security.protocol SSL or SASL_SSL
            kafka.settings.sasl\\.jaas\\.config=x            | kafka.secretSettings
            gateway.settings.quarkus\\.oidc\\.credentials\\.secret=x | looks like a secret
            policyService.opa.image.tag=1.22.1-static        | need OPA 1.22.2 or newer
            policyService.opa.image.tag=edge                 | must begin with a whole version
            kafka.minInsyncReplicas=4                        | kafka.minInsyncReplicas
            """)
    void aCheckRefuses(String value, String message) {
        Chart.Ended ended = Chart.template("minimal.yaml", "--set", value);

        assertThat(ended.output()).contains(message);
        assertThat(ended.status()).isNotZero();
    }

    @Test
    void aQuorumOfMoreThanTheWitnessesIsRefused() {
        Chart.Ended ended = Chart.template("production.yaml", "--set", "auditService.witnessing.quorum=3");

        assertThat(ended.output()).contains("auditService.witnessing.quorum is 3, but there are only 2");
        assertThat(ended.status()).isNotZero();
    }

    @Test
    void whatMustBeSaidIsNamed() {
        Chart.Ended ended = Chart.templateOfDefaults();

        assertThat(ended.status()).isNotZero();
        Stream.of(
                        "'publicBaseUrl', 'issuer'",
                        "at '/image': missing property 'registry'",
                        "at '/trust': missing property 'existingConfigMap'",
                        "at '/postgresql': missing property 'host'",
                        "at '/kafka': missing property 'bootstrapServers'",
                        "at '/pseudonymKey': missing property 'existingSecret'",
                        "at '/consentService': missing properties 'existingSecret', 'tlsSecret'",
                        "at '/policyService': missing properties 'existingSecret', 'tlsSecret'",
                        "at '/policyService/opa': missing property 'bundleKeys'",
                        "at '/auditService': missing properties 'existingSecret', 'tlsSecret'",
                        "at '/auditService/verification': missing property 'key'",
                        "at '/gateway': missing properties 'existingSecret', 'tlsSecret'")
                .forEach(named -> assertThat(ended.output()).contains(named));
    }
}
