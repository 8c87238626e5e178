package uk.concord.kernel.handover;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the ledger is asked for what Kafka has acknowledged. Where it is, is said by {@code concord.audit-service.url}. */
@ConfigMapping(prefix = "concord.handover")
public interface HandoverSettings {

    /** Whether it is asked at all. Only tests do without: production refuses to. */
    @WithDefault("true")
    boolean enabled();

    /** How long after its acknowledgement an event is asked for: a little more than the ledger usually takes. */
    @WithDefault("PT3S")
    Duration settle();

    /** The pause between two rounds of questions. */
    @WithDefault("PT2S")
    Duration every();

    /** How long the ledger may lack an event, once it has said so, before that is an alarm and the event is sent again. */
    @WithDefault("PT1M")
    Duration alarmAfter();

    /** How long an answer may take. */
    @WithDefault("PT2S")
    Duration answerWithin();

    /** Events in one question, at most {@value HandoverQuestion#MOST}. */
    @WithDefault("1000")
    int together();

    /** Events that were handed over directly and that are remembered until they are found; more than these are never asked for. */
    @WithDefault("200000")
    int keepAtMost();

    /** How much of their content is kept meanwhile, so that they can be sent again. */
    @WithDefault("32M")
    MemorySize keepContent();
}
