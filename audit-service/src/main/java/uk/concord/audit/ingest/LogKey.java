package uk.concord.audit.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import uk.concord.audit.note.NoteSigner;
import uk.concord.audit.note.VerifierKey;

/** The log's signing key, read once. */
@ApplicationScoped
public class LogKey {

    private final NoteSigner signer;

    LogKey(LedgerSettings settings) {
        try {
            this.signer = NoteSigner.read(settings.origin(), settings.signingKeyFile());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "concord.ledger.signing-key-file must name a readable PEM file with an Ed25519 private key (PKCS #8),"
                            + " and concord.ledger.origin a name without spaces and plus signs",
                    e);
        }
    }

    NoteSigner signer() {
        return signer;
    }

    /** What checks the log's signatures. */
    public VerifierKey verifier() {
        return signer.verifier();
    }
}
