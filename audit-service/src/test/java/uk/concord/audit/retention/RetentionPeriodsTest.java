package uk.concord.audit.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.production.ProductionCheck.UnsafeSetting;

class RetentionPeriodsTest {

    @ParameterizedTest
    @CsvSource({
        // The last day is kept whole, by the clocks of London: in winter it ends at midnight UTC, in summer at 11pm.
        "P8Y, 2026-11-26T12:00:00Z, 2018-11-26T00:00:00Z",
        "P8Y, 2026-07-26T12:00:00Z, 2018-07-25T23:00:00Z",
        "P8Y, 2026-07-25T23:30:00Z, 2018-07-25T23:00:00Z",
        // Six months back from summer is winter.
        "P6M, 2026-07-26T12:00:00Z, 2026-01-26T00:00:00Z",
        "P1Y, 2028-02-29T12:00:00Z, 2027-02-28T00:00:00Z",
        "P2W, 2026-11-26T12:00:00Z, 2026-11-12T00:00:00Z",
        "P1D, 2026-11-26T12:00:00Z, 2026-11-25T00:00:00Z"
    })
    void periodsAreCountedInCalendarUnits(String period, Instant now, Instant cutOff) {
        RetentionPeriods periods = new RetentionPeriods(settings(Map.of("decision", period), "P99Y"));

        assertThat(periods.cutOff("decision", now)).isEqualTo(cutOff);
    }

    @Test
    void aTypeThatIsNotNamedIsKeptAsLongAsOthers() {
        RetentionPeriods periods = new RetentionPeriods(settings(Map.of("decision", "P1D"), "P3Y"));

        assertThat(periods.cutOff("what-others-write", Instant.parse("2026-11-26T12:00:00Z")))
                .isEqualTo("2023-11-26T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8", "8 years", "P", "P0D", "P-8Y", "P1Y-1M", "PT1H", "P101Y", "P99999999D", "p8x"})
    void aNonsensePeriodIsNamed(String period) {
        assertThat(RetentionPeriods.faults(Map.of("decision", period), "P8Y"))
                .extracting(UnsafeSetting::property)
                .containsExactly("concord.retention.keep.decision");
        assertThat(RetentionPeriods.faults(Map.of(), period))
                .extracting(UnsafeSetting::property)
                .containsExactly("concord.retention.keep-others");
    }

    @Test
    void anUnknownTypeIsNamedWithThoseThatThereAre() {
        assertThat(RetentionPeriods.faults(Map.of("decisions", "P8Y"), "P8Y"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.property()).isEqualTo("concord.retention.keep.decisions");
                    assertThat(fault.why()).contains("there are access, audit-read, ");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"erasure", "legal-hold", "ledger-key-change"})
    void whatIsKeptForEverCannotBeSet(String type) {
        assertThat(RetentionPeriods.faults(Map.of(type, "P8Y"), "P8Y"))
                .singleElement()
                .satisfies(fault -> assertThat(fault.why()).contains("for ever"));
    }

    @Test
    void nothingStartsWithSuchSettings() {
        assertThatThrownBy(() -> new RetentionPeriods(settings(Map.of("decisions", "8"), "P8Y")).demandSense())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("concord.retention.keep.decisions names a type of record that there isn't")
                .hasMessageContaining("such as P8Y");
    }

    @Test
    void theProductionCheckReadsTheSameSettings() {
        var bad = new SmallRyeConfigBuilder()
                .withDefaultValue("concord.retention.keep.decision", "P8Y")
                .withDefaultValue("concord.retention.keep.erasure", "P8Y")
                .withDefaultValue("concord.retention.keep-others", "long")
                .build();
        var good = new SmallRyeConfigBuilder()
                .withDefaultValue("concord.retention.keep.break-glass-ended", "P8Y")
                .build();

        assertThat(new RetentionCheck().unsafe(bad))
                .extracting(UnsafeSetting::property)
                .containsExactly("concord.retention.keep.erasure", "concord.retention.keep-others");
        assertThat(new RetentionCheck().unsafe(good)).isEmpty();
    }

    private static RetentionSettings settings(Map<String, String> keep, String others) {
        return new RetentionSettings() {
            @Override
            public Map<String, String> keep() {
                return keep;
            }

            @Override
            public String keepOthers() {
                return others;
            }

            @Override
            public Duration every() {
                return Duration.ofHours(1);
            }

            @Override
            public int batch() {
                return 10;
            }

            @Override
            public Duration recordedWithin() {
                return Duration.ofSeconds(1);
            }
        };
    }
}
