package uk.concord.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKey;
import uk.concord.audit.note.VerifierKeys;

/** The log's keys as they are set up, read once. */
@ApplicationScoped
public class LogKeys {

    private static final String PREFIX = "concord.ledger.";
    private static final String CURRENT = PREFIX + "signing-key-file";
    private static final String SECOND = PREFIX + "second-signing-key-file";

    private final KeySet keys;

    /**
     * @throws IllegalStateException naming the setting with which nothing may be signed
     */
    LogKeys(LedgerSettings settings) {
        NoteSigner current = signer(settings.origin(), CURRENT, settings.signingKeyFile());
        NoteSigner second = settings.secondSigningKeyFile()
                .map(file -> signer(settings.origin(), SECOND, file))
                .orElse(null);
        if (second != null && second.verifier().isSameKeyAs(current.verifier())) {
            throw new IllegalStateException(SECOND + " holds the key of " + CURRENT + ", too: one key signs once");
        }
        List<VerifierKeys.Entry> former = new ArrayList<>();
        new TreeMap<>(settings.formerKeys())
                .forEach((label, key) -> former.add(former(PREFIX + "former-keys." + label, key, current, second)));
        try {
            this.keys = KeySet.of(current, second, former);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(PREFIX + "former-keys can't be used: " + e.getMessage(), e);
        }
    }

    private static NoteSigner signer(String origin, String property, Path file) {
        try {
            return NoteSigner.read(origin, file);
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    property + " must name a readable PEM file with an Ed25519 private key (PKCS #8), and " + PREFIX
                            + "origin a name without spaces and plus signs",
                    e);
        }
    }

    private static VerifierKeys.Entry former(
            String property, LedgerSettings.FormerKey settings, NoteSigner current, @Nullable NoteSigner second) {
        VerifierKey key;
        try {
            key = VerifierKey.parse(settings.vkey());
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    property + ".vkey must be a verifier key of the log, name+id+key: " + e.getMessage(), e);
        }
        VerifierKey signs = current.verifier();
        if (!key.name().equals(signs.name())) {
            throw new IllegalStateException(property + ".vkey is the key of another log: its name is " + key.name()
                    + ", and " + PREFIX + "origin is " + signs.name());
        }
        if (key.isSameKeyAs(signs) || second != null && key.isSameKeyAs(second.verifier())) {
            throw new IllegalStateException(property + ".vkey is a key that still signs, because it is in "
                    + (key.isSameKeyAs(signs) ? CURRENT : SECOND) + ": a key that was retired never signs again");
        }
        if (settings.until() < 0) {
            throw new IllegalStateException(property + ".until must be a number of records");
        }
        return new VerifierKeys.Entry(key, settings.until());
    }

    /** All of them, with those that can sign. */
    KeySet set() {
        return keys;
    }

    /** What checks the signature of the key that signs first. */
    public VerifierKey current() {
        return keys.verifiers().entries().getFirst().key();
    }

    /** What checks the log's signatures, new and old. */
    public VerifierKeys verifiers() {
        return keys.verifiers();
    }
}
