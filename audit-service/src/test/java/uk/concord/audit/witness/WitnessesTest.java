package uk.concord.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.production.ProductionCheck.UnsafeSetting;

class WitnessesTest {

    private static final URI ADDRESS = URI.create("https://witness.example/add-checkpoint");

    private final TestCosigner cosigner = new TestCosigner("witness.example/one");

    @Test
    void withoutWitnessesThereIsNothingToSet() {
        assertThat(new Witnesses(TestSettings.of(Map.of(), 1)).all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://witness.example/add-checkpoint",
                "witness.example/add-checkpoint",
                "https:/add-checkpoint",
                "https://user:password@witness.example/add-checkpoint",
                "https://witness.example/add-checkpoint#part"
            })
    void anAddressThatIsNoneIsNamed(String address) {
        assertRefused(
                TestSettings.of("one", URI.create(address), cosigner.vkey()), "concord.witnessing.witnesses.one.url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none", "One", "one.two", "-one", "a234567890123456789012345678901234567890x"})
    void aNameThatDoesNotFitMetricsIsRefused(String name) {
        assertRefused(TestSettings.of(name, ADDRESS, cosigner.vkey()), "concord.witnessing.witnesses." + name);
    }

    @Test
    void aKeyOfAnotherKindIsRefused() {
        assertRefused(TestSettings.of("one", ADDRESS, cosigner.vkey(0x01)), "type 0x04");
        assertRefused(TestSettings.of("one", ADDRESS, cosigner.vkey(0x06)), "type 0x04");
        assertRefused(TestSettings.of("one", ADDRESS, "rubbish"), "concord.witnessing.witnesses.one.vkey");
        assertRefused(TestSettings.of("one", ADDRESS, "x" + cosigner.vkey()), "doesn't fit its name");
    }

    @Test
    void oneKeyIsNotTwoWitnesses() {
        TestSettings.At one = new TestSettings.At(ADDRESS, cosigner.vkey());
        TestSettings.At again = new TestSettings.At(
                URI.create("https://other.example/add-checkpoint"),
                cosigner.named("witness.example/two").vkey());

        assertRefused(TestSettings.of(Map.of("one", one, "two", again), 2), "each witness has a key of its own");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "2"})
    void aQuorumThatCannotBeReachedIsRefused(int quorum) {
        assertRefused(
                TestSettings.of(Map.of("one", new TestSettings.At(ADDRESS, cosigner.vkey())), quorum),
                "concord.witnessing.quorum");
    }

    @Test
    void timesAreLongerThanNothing() {
        assertRefused(new TestSettings(Map.of(), Duration.ZERO, Duration.ofSeconds(5), 1), "concord.witnessing.every");
        assertRefused(new TestSettings(Map.of(), Duration.ofSeconds(5), Duration.ZERO, 1), "concord.witnessing.within");
    }

    @ParameterizedTest
    @CsvSource({
        "https://witness.example/add-checkpoint,0",
        "http://witness.example/add-checkpoint,1",
        "http://localhost:7380/add-checkpoint,0"
    })
    void inProductionAWitnessElsewhereIsAskedOverTls(String address, int unsafe) {
        String property = "concord.witnessing.witnesses.one.url";
        var settings = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(Map.of(property, address), "test", 100))
                .build();

        assertThat(new WitnessProductionCheck().unsafe(settings))
                .hasSize(unsafe)
                .extracting(UnsafeSetting::property)
                .allMatch(property::equals);
    }

    private static void assertRefused(WitnessSettings settings, String named) {
        assertThatThrownBy(() -> new Witnesses(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
