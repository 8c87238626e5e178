package uk.concord.audit.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The log and its sequencer. */
@ConfigMapping(prefix = "concord.ledger")
public interface LedgerSettings {

    /**
     * The log's name for ever, in every checkpoint: the address under which it is published, without scheme and without a slash at
     * the end. There is no default, because it can't be changed later.
     */
    String origin();

    /** PEM file (PKCS #8) with the log's Ed25519 private key. Keep it away from the database and its backups. */
    Path signingKeyFile();

    /**
     * PEM file with a second private key that signs every checkpoint, too, while one key takes the other's place: first the new one,
     * then the old one.
     */
    Optional<Path> secondSigningKeyFile();

    /**
     * The keys that signed before and never will again, by labels of the operator's: {@code concord.ledger.former-keys.<label>.vkey}
     * and {@code .until}.
     */
    Map<String, FormerKey> formerKeys();

    /**
     * File with the highest checkpoint ever signed, on a disk that isn't restored together with the database. If it is lost, put
     * back a copy of the newest checkpoint that anybody has: without one, nothing is signed.
     */
    Path checkpointFile();

    /** The longest that a new record waits for its checkpoint, as long as the database keeps up. */
    @WithDefault("PT0.1S")
    Duration checkpointInterval();

    /** How often a standby looks whether the leader is gone. */
    @WithDefault("PT0.5S")
    Duration takeOverPoll();

    /** How long after a failure, or a refusal, the sequencer tries again. */
    @WithDefault("PT1S")
    Duration retryAfter();

    /** The most records that are written in one transaction. */
    @WithDefault("2000")
    int batch();

    /** A key that was retired. */
    interface FormerKey {

        /** Its verifier key, {@code name+id+key} (C2SP signed-note); its name is the origin. */
        String vkey();

        /**
         * The size of the largest checkpoint that it may have signed by itself. What is larger and has no other signature of the log
         * isn't the log's.
         */
        long until();
    }
}
