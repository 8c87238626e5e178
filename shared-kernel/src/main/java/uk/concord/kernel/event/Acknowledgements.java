package uk.concord.kernel.event;

/** Hears of each event that Kafka has acknowledged to an {@link EventPublisher}. */
@FunctionalInterface
public interface Acknowledgements {

    /** Called once for each, by the thread whose request waits for it: it neither waits nor throws. */
    void acknowledged(Topic topic, CloudEvent event);
}
