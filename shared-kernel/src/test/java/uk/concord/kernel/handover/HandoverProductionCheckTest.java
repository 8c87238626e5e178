package uk.concord.kernel.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.production.ProductionCheck.UnsafeSetting;

class HandoverProductionCheckTest {

    private static List<String> refused(Map<String, String> settings) {
        return new HandoverProductionCheck()
                        .unsafe(new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(settings, "test", 100))
                                .build())
                        .stream()
                        .map(UnsafeSetting::property)
                        .toList();
    }

    @Test
    void theLedgerIsAskedWhereItsAddressIsSet() {
        assertThat(refused(Map.of("concord.audit-service.url", "https://audit.example")))
                .isEmpty();
    }

    @Test
    void nobodyGoesIntoProductionWithoutAsking() {
        assertThat(refused(Map.of(
                        "concord.audit-service.url", "https://audit.example", "concord.handover.enabled", "false")))
                .containsExactly("concord.handover.enabled");
        assertThat(refused(Map.of())).containsExactly("concord.audit-service.url");
        assertThat(refused(Map.of("concord.audit-service.url", " "))).containsExactly("concord.audit-service.url");
    }
}
