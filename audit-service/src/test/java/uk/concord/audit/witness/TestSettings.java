package uk.concord.audit.witness;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Settings as a test wants them. */
record TestSettings(Map<String, WitnessSettings.Witness> witnesses, Duration every, Duration within, int quorum)
        implements WitnessSettings {

    /** One witness. */
    record At(URI url, String vkey) implements WitnessSettings.Witness {}

    static TestSettings of(Map<String, WitnessSettings.Witness> witnesses, int quorum) {
        return new TestSettings(witnesses, Duration.ofSeconds(30), Duration.ofSeconds(5), quorum);
    }

    static TestSettings of(String name, URI url, String vkey) {
        return of(Map.of(name, new At(url, vkey)), 1);
    }

    TestSettings within(Duration other) {
        return new TestSettings(witnesses, every, other, quorum);
    }
}
