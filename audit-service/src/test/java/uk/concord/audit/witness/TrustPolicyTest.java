package uk.concord.audit.witness;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.concord.audit.note.CosignatureKey;
import uk.concord.audit.note.VerifierKeys;

class TrustPolicyTest {

    private static final String LOG = "https://concord.example.org/audit/log";
    private static final String KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    private final String next = new TestCosigner("example.com/foo").vkey(1);

    @Test
    void withoutWitnessesNoCosignatureIsNeeded() {
        assertThat(TrustPolicy.text(VerifierKeys.parse(KEY), LOG, List.of(), 1))
                .isEqualTo("log " + KEY + " " + LOG + "\nquorum none\n");
    }

    @Test
    void everyKeyThatSignsIsALogAndTheQuorumIsOneOfAGroup() {
        Witness north = witness("north");
        Witness south = witness("south");

        String policy = TrustPolicy.text(VerifierKeys.parse(KEY + "\n" + next), LOG, List.of(north, south), 2);

        assertThat(policy)
                .isEqualTo("log " + KEY + " " + LOG + "\nlog " + next + " " + LOG + "\nwitness north " + north.key()
                        + "\nwitness south " + south.key() + "\ngroup WITNESSES 2 north south\nquorum WITNESSES\n");
    }

    @Test
    void aRetiredKeyIsNotIn() {
        assertThat(TrustPolicy.text(VerifierKeys.parse(next + "\n" + KEY + " until 4711\n"), LOG, List.of(), 1))
                .isEqualTo("log " + next + " " + LOG + "\nquorum none\n");
    }

    private static Witness witness(String name) {
        return new Witness(
                name,
                URI.create("https://witness.example/add-checkpoint"),
                CosignatureKey.parse(new TestCosigner("witness.example/" + name).vkey()));
    }
}
