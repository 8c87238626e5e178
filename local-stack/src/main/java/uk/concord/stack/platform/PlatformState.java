package uk.concord.stack.platform;

import java.util.List;
import java.util.Properties;

/**
 * What is known of a platform at one moment.
 *
 * @param ready whether every part serves and the demonstration's data are in
 * @param doing what is done besides starting parts; empty when nothing is
 */
public record PlatformState(boolean ready, String doing, List<Part> parts) {

    public PlatformState {
        parts = List.copyOf(parts);
    }

    /**
     * One part.
     *
     * @param pid its process, 0 when it has none
     * @param health one of waiting, starting, ready, unwell, failed, stopped
     * @param doing what it is doing, or why it failed; empty when there is nothing to say
     * @param seconds how long its last start took, or has taken so far
     */
    public record Part(String name, String address, long pid, String health, String doing, long seconds) {}

    /** The part of this name. */
    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The platform has no part " + name));
    }

    /** Whether something failed that will not come by waiting. */
    public boolean hasFailed() {
        return doing.startsWith("failed")
                || parts.stream().anyMatch(part -> part.health().equals("failed"));
    }

    static PlatformState of(Properties state) {
        List<Part> parts = List.of(state.getProperty("parts").split(",")).stream()
                .map(name -> new Part(
                        name,
                        state.getProperty(name + ".address"),
                        Long.parseLong(state.getProperty(name + ".pid")),
                        state.getProperty(name + ".health"),
                        state.getProperty(name + ".doing"),
                        Long.parseLong(state.getProperty(name + ".seconds"))))
                .toList();
        return new PlatformState(Boolean.parseBoolean(state.getProperty("ready")), state.getProperty("doing"), parts);
    }
}
