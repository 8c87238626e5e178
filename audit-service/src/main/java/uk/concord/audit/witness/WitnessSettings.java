package uk.concord.audit.witness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Who cosigns the ledger's checkpoints. Without witnesses nothing is sent to anybody. */
@ConfigMapping(prefix = "concord.witnessing")
public interface WitnessSettings {

    /**
     * The witnesses by the short names that metrics and pages give them: {@code concord.witnessing.witnesses.<name>.url} and
     * {@code .vkey}.
     */
    Map<String, Witness> witnesses();

    /** How often the newest checkpoint is sent to the witnesses that haven't cosigned it. */
    @WithDefault("PT30S")
    Duration every();

    /** How long one witness may take to answer. */
    @WithDefault("PT5S")
    Duration within();

    /** How many witnesses must have cosigned a checkpoint before it is published as cosigned. */
    @WithDefault("1")
    int quorum();

    /** One witness. */
    interface Witness {

        /** The address to which checkpoints are sent, as the witness's operator says it: it ends in {@code add-checkpoint}. */
        URI url();

        /** Its verifier key, as its operator says it: {@code name+id+key}, for Ed25519 cosignatures (C2SP signed-note). */
        String vkey();
    }
}
