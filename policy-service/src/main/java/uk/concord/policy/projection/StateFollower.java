package uk.concord.policy.projection;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;

/**
 * Reads the whole state topic, all partitions on every replica, from its beginning and then on, by several readers that share the
 * partitions. It has no group and commits no position: a restart reads everything again, so no replica depends on another one.
 */
@ApplicationScoped
class StateFollower {

    private final List<PartitionReader> readers;

    StateFollower(
            KafkaAccess kafka,
            StateReader reader,
            HeldStates states,
            Freshness freshness,
            Arrivals arrivals,
            ProjectionSettings settings,
            Clock clock,
            MeterRegistry metrics) {
        int count = Math.clamp(settings.readers(), 1, Topic.PARTITIONS);
        PartitionReader.Parts parts = new PartitionReader.Parts(
                kafka, reader, states, freshness, arrivals, new CatchingUp(freshness, count), clock);
        this.readers = IntStream.range(0, count)
                .mapToObj(number -> new PartitionReader(number, partitionsOf(number, count), parts))
                .toList();
        metrics.gauge("concord_projection_patients", states, HeldStates::patients);
        metrics.gauge("concord_projection_profiles", states, HeldStates::profiles);
        metrics.gauge("concord_projection_unreadable_patients", states, HeldStates::unreadable);
        metrics.gauge("concord_projection_unreadable_keys", freshness, Freshness::unreadableKeys);
        metrics.gauge(
                "concord_projection_age_seconds", freshness, it -> it.age().toMillis() / 1000.0);
    }

    private static List<Integer> partitionsOf(int reader, int readers) {
        return IntStream.range(0, Topic.PARTITIONS)
                .filter(partition -> partition % readers == reader)
                .boxed()
                .toList();
    }

    void begin(@Observes StartupEvent event) {
        for (int number = 0; number < readers.size(); number++) {
            Thread.ofPlatform().daemon().name("state-reader-" + number).start(readers.get(number));
        }
    }

    void end(@Observes ShutdownEvent event) {
        readers.forEach(PartitionReader::close);
    }
}
