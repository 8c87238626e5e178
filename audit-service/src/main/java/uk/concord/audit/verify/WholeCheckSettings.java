package uk.concord.audit.verify;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The check of the whole ledger that officers start. */
@ConfigMapping(prefix = "concord.ledger-check")
interface WholeCheckSettings {

    /** How long it may take; a larger ledger is checked by the verifier on the command line. */
    @WithDefault("PT30M")
    Duration within();
}
