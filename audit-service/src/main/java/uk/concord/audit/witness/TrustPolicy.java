package uk.concord.audit.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.note.VerifierKeys;

/**
 * Whose signatures make a checkpoint of this log good, as a policy that verifiers read (C2SP tlog-policy): the keys that sign, the
 * witnesses and the quorum. The format can't say of a key that it was retired, so such keys are only in the list of keys.
 */
@ApplicationScoped
public class TrustPolicy {

    // Witnesses have names of small letters here, so none has this one.
    private static final String GROUP = "WITNESSES";

    private final LogKeys keys;
    private final Witnesses witnesses;
    private final String address;

    TrustPolicy(
            LogKeys keys, Witnesses witnesses, @ConfigProperty(name = "concord.public-base-url") URI publicAddress) {
        this.keys = keys;
        this.witnesses = witnesses;
        this.address = publicAddress.toString().replaceFirst("/$", "") + "/audit/log";
    }

    /** The policy's lines. */
    public String text() {
        return text(keys.verifiers(), address, witnesses.all(), witnesses.quorum());
    }

    /**
     * @param address where the log can be read
     * @param quorum how many of the witnesses must have cosigned
     */
    static String text(VerifierKeys keys, String address, List<Witness> witnesses, int quorum) {
        StringBuilder policy = new StringBuilder();
        for (VerifierKeys.Entry entry : keys.entries()) {
            if (entry.until() == null) {
                line(policy, "log", entry.key().text(), address);
            }
        }
        for (Witness witness : witnesses) {
            line(policy, "witness", witness.name(), witness.key().text());
        }
        if (witnesses.isEmpty()) {
            return line(policy, "quorum", "none").toString();
        }
        String names = String.join(" ", witnesses.stream().map(Witness::name).toList());
        line(policy, "group", GROUP, String.valueOf(quorum), names);
        return line(policy, "quorum", GROUP).toString();
    }

    private static StringBuilder line(StringBuilder policy, String... items) {
        return policy.append(String.join(" ", items)).append('\n');
    }
}
