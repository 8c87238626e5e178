package uk.concord.gateway.production;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.kernel.production.ProductionCheck.UnsafeSetting;

class GatewayChecksTest {

    private static final Map<String, String> SAFE = Map.of(
            "concord.gateway.sealing-key", "a-key",
            "concord.sign-in.client-secret", "a-secret",
            "concord.sign-in.url", "https://sign-in.example/realms/concord",
            "concord.custodian.\"P81002\".fhir-base-url", "https://practice.example/fhir",
            "concord.custodian.\"P81003\".fhir-base-url", "http://localhost:8190/fhir");

    @Test
    void safeSettingsPass() {
        assertThat(new GatewayChecks().unsafe(settings(SAFE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "concord.gateway.sealing-key,''",
        "concord.sign-in.client-secret,''",
        "concord.sign-in.url,http://sign-in.example/realms/concord",
        "'concord.custodian.\"P81002\".fhir-base-url',http://practice.example/fhir"
    })
    void anUnsafeOneIsNamed(String property, String value) {
        Map<String, String> changed = new HashMap<>(SAFE);
        changed.put(property, value);

        assertThat(new GatewayChecks().unsafe(settings(changed)))
                .extracting(UnsafeSetting::property)
                .containsExactly(property);
    }

    private static SmallRyeConfig settings(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
