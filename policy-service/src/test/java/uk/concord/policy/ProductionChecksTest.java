package uk.concord.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.All;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.kernel.production.ProductionCheck;
import uk.concord.kernel.production.ProductionCheck.UnsafeSetting;
import uk.concord.policy.testing.BundleKey;
import uk.concord.policy.testing.ServiceTest;

@QuarkusTest
class ProductionChecksTest extends ServiceTest {

    @Inject
    @All
    List<ProductionCheck> checks;

    @ParameterizedTest
    @CsvSource({"concord.bundle.token,short", "concord.opa.url,http://opa.example:8181"})
    void anUnsafeSettingIsNamed(String property, String value) {
        Map<String, String> settings =
                new java.util.HashMap<>(Map.of("concord.bundle.token", "a-token-of-a-good-length"));
        settings.put(property, value);
        assertThat(unsafe(settings)).contains(property);
    }

    @Test
    void safeSettingsPass() {
        assertThat(unsafe(Map.of(
                        "concord.bundle.token", "a-token-of-a-good-length",
                        "concord.opa.url", "http://localhost:8181",
                        "concord.bundle.signing-key-file",
                                BundleKey.OF_TESTS.file().toString())))
                .doesNotContain("concord.bundle.token", "concord.opa.url", "concord.bundle.signing-key-file");
    }

    @Test
    void aMissingKeyIsNamed() {
        assertThat(unsafe(Map.of(
                        "concord.bundle.token", "a-token-of-a-good-length",
                        "concord.audit-service.url", "https://audit.example")))
                .containsExactly("concord.bundle.signing-key-file");
    }

    @Test
    void aWeakKeyOrWhatIsNoKeyIsNamed(@TempDir Path folder) throws IOException {
        Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "no key");

        assertThat(unsafe(Map.of("concord.bundle.signing-key-file", nonsense.toString())))
                .contains("concord.bundle.signing-key-file");
        assertThat(unsafe(Map.of(
                        "concord.bundle.signing-key-file",
                        BundleKey.made("weak", 1_024).file().toString())))
                .contains("concord.bundle.signing-key-file");
    }

    private List<String> unsafe(Map<String, String> settings) {
        Map<String, String> copy = new java.util.HashMap<>(settings);
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(copy, "test", 100))
                .build();
        return checks.stream()
                .flatMap(check -> check.unsafe(config).stream())
                .map(UnsafeSetting::property)
                .toList();
    }
}
