package uk.concord.policy.decision;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How answers are remembered, and how OPA is asked for those that aren't. */
@ConfigMapping(prefix = "concord.answers")
interface AnswerSettings {

    /** Whether answers are remembered. Off is for measuring. */
    @WithDefault("true")
    boolean remember();

    /** How much memory remembered answers may take, roughly. */
    @WithDefault("64M")
    MemorySize rememberAtMost();

    /** Whether an answer given about one organisation serves for others that the rules can't tell from it. */
    @WithDefault("true")
    boolean lend();

    /** Of so many answers that would be lent to another organisation one is asked of OPA instead, and compared. */
    @WithDefault("1000")
    int proveOneIn();

    /** Questions in one call of OPA, at most. */
    @WithDefault("16")
    int together();

    /** Calls of OPA under way, at most. */
    @WithDefault("16")
    int callsAtOnce();

    /** Questions that may wait for OPA; beyond it they are refused at once. */
    @WithDefault("20000")
    int waitingAtMost();

    /** How long a question may take with OPA, the wait for a place included. */
    @WithDefault("PT2S")
    Duration within();
}
