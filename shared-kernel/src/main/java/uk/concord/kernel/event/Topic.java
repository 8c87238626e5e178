package uk.concord.kernel.event;

import java.time.Duration;
import java.util.Map;

/** The topics. Their number of partitions is fixed for good, because the keys of those that are compacted must stay where they are. */
public enum Topic {
    /** All schemes of a patient, newest only; also the relay's heartbeats. */
    PREFERENCE_STATE("concord.preference-state.v1", Map.of("cleanup.policy", "compact")),
    /**
     * Break-glass grants, newest word on each; also heartbeats. A grant lasts hours, so what is older than a week is deleted
     * and not only compacted.
     */
    BREAK_GLASS(
            "concord.break-glass-grant.v1",
            Map.of(
                    "cleanup.policy",
                    "compact,delete",
                    "retention.ms",
                    String.valueOf(Duration.ofDays(7).toMillis()))),
    /** Every audit record, kept far longer than any consumer may lag. */
    AUDIT("concord.audit.v1", retained(Duration.ofDays(30))),
    /** Audit events that could not be read, as they came, until an operator has dealt with them. */
    AUDIT_PARKED("concord.audit.parked.v1", Map.of("cleanup.policy", "delete", "retention.ms", "-1"));

    /** Partitions of each topic. */
    public static final int PARTITIONS = 12;

    private final String baseName;
    private final Map<String, String> configuration;

    Topic(String baseName, Map<String, String> configuration) {
        this.baseName = baseName;
        this.configuration = configuration;
    }

    private static Map<String, String> retained(Duration duration) {
        return Map.of("cleanup.policy", "delete", "retention.ms", String.valueOf(duration.toMillis()));
    }

    /** The name, without the platform's prefix. */
    public String baseName() {
        return baseName;
    }

    /** Whether only the newest event of each key is kept. */
    boolean isCompacted() {
        return configuration.getOrDefault("cleanup.policy", "").contains("compact");
    }

    Map<String, String> configuration() {
        return configuration;
    }
}
