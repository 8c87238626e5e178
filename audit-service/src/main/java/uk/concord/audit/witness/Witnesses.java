package uk.concord.audit.witness;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import uk.concord.audit.note.CosignatureKey;

/** The witnesses that are set up, and how many of them make a quorum. */
@ApplicationScoped
class Witnesses {

    private static final String PREFIX = "concord.witnessing.";
    // A label of a metric, and a part of a setting's name.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    // In a policy (C2SP tlog-policy) this means that there needn't be any.
    private static final String NOBODY = "none";

    private final List<Witness> all;
    private final int quorum;

    /**
     * @throws IllegalArgumentException naming the setting that can't be used
     */
    Witnesses(WitnessSettings settings) {
        List<Witness> witnesses = new ArrayList<>();
        new TreeMap<>(settings.witnesses()).forEach((name, witness) -> witnesses.add(read(name, witness)));
        for (int i = 0; i < witnesses.size(); i++) {
            demandOwnKey(witnesses.get(i), witnesses.subList(0, i));
        }
        if (settings.quorum() < 1 || !witnesses.isEmpty() && settings.quorum() > witnesses.size()) {
            throw new IllegalArgumentException(
                    PREFIX + "quorum must be from 1 to the number of witnesses, which is " + witnesses.size());
        }
        if (!settings.every().isPositive() || !settings.within().isPositive()) {
            throw new IllegalArgumentException(PREFIX + "every and " + PREFIX + "within must be longer than nothing");
        }
        this.all = List.copyOf(witnesses);
        this.quorum = settings.quorum();
    }

    private static Witness read(String name, WitnessSettings.Witness settings) {
        String property = PREFIX + "witnesses." + name;
        if (!NAME.matcher(name).matches() || name.equals(NOBODY)) {
            throw new IllegalArgumentException(
                    property + " must be named with small letters, digits and hyphens, 40 at most, and not " + NOBODY);
        }
        URI url = settings.url();
        boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    property + ".url must be the http(s) address of the witness's add-checkpoint");
        }
        try {
            return new Witness(name, url, CosignatureKey.parse(settings.vkey()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    property + ".vkey must be the witness's verifier key, name+id+key, of the type 0x04: "
                            + e.getMessage(),
                    e);
        }
    }

    // One key under two names would count twice, and be one party (C2SP tlog-cosignature, "Ed25519 signed message").
    private static void demandOwnKey(Witness witness, List<Witness> before) {
        before.stream()
                .filter(other -> other.key().isSameKeyAs(witness.key()))
                .findFirst()
                .ifPresent(other -> {
                    throw new IllegalArgumentException(PREFIX + "witnesses." + witness.name() + ".vkey is the key of "
                            + PREFIX + "witnesses." + other.name() + ", too: each witness has a key of its own");
                });
    }

    /** All of them, by name. */
    List<Witness> all() {
        return all;
    }

    /** Their keys, as text. */
    List<String> keys() {
        return all.stream().map(witness -> witness.key().text()).toList();
    }

    int quorum() {
        return quorum;
    }
}
