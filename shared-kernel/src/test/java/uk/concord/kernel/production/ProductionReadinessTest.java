package uk.concord.kernel.production;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProductionReadinessTest {

    private static final Map<String, String> SAFE = Map.of(
            "quarkus.oidc.auth-server-url", "https://sign-in.example/realms/concord",
            "concord.public-base-url", "https://concord.example",
            "concord.policy-service.url", "http://localhost:8082",
            "concord.service-client-secret", "a-secret",
            "kafka.bootstrap.servers", "kafka-1.example:9093,kafka-2.example:9093",
            "kafka.security.protocol", "SASL_SSL");

    @Test
    void safeSettingsStart() {
        assertThatCode(() -> demandSafety(Map.of())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "quarkus.oidc.auth-server-url, http://sign-in.example/realms/concord",
        "concord.public-base-url, http://concord.example",
        "concord.policy-service.url, http://policy-service:8082",
        "concord.service-client-secret, ' '",
        "kafka.security.protocol, PLAINTEXT"
    })
    void anUnsafeSettingStopsTheStartAndIsNamed(String property, String value) {
        assertThatThrownBy(() -> demandSafety(Map.of(property, value)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(property)
                .hasMessageNotContaining("sign-in.example");
    }

    private static void demandSafety(Map<String, String> changed) {
        Map<String, String> values = new HashMap<>(SAFE);
        values.putAll(changed);
        Config config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
        new ProductionReadiness(List.of(new CommonChecks()), config).demandSafety(config);
    }
}
