package uk.concord.audit.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the topic is compared with the ledger. */
@ConfigMapping(prefix = "concord.reconciliation")
interface ReconciliationSettings {

    /** How often what is new is compared; {@code off} is for tests, which compare by hand. */
    @WithDefault("10s")
    String every();

    /** The most events in one transaction. */
    @WithDefault("2000")
    int together();

    /** The most events at one time; the rest waits for the next. */
    @WithDefault("50000")
    int mostAtOnce();
}
