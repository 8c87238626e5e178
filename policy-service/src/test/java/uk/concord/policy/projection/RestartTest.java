package uk.concord.policy.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.CloudEvents;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.KafkaSettings;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.preference.PatientState;
import uk.concord.stack.testing.TestStack;

/**
 * How long a restart takes until the projection is ready, with a real Kafka. As part of the build with few patients; with
 * {@code -Dconcord.measure.patients=1700000} for a region.
 */
class RestartTest {

    private static final int PATIENTS = Integer.getInteger("concord.measure.patients", 30_000);
    private static final int READERS = Integer.getInteger("concord.measure.readers", 4);

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void itReadsTheWholeTopicAndIsReady() throws Exception {
        try (TestStack stack = TestStack.own()) {
            KafkaAccess kafka = new KafkaAccess(new OneBroker(), Map.of("bootstrap.servers", stack.bootstrapServers()));
            kafka.ensure(Topic.PREFERENCE_STATE);
            PatientState last = fill(kafka, stack.bootstrapServers());

            CompactStates states = new CompactStates();
            Freshness freshness = new Freshness(new Settings(), Clock.systemUTC());
            PartitionReader.Parts parts = new PartitionReader.Parts(
                    kafka,
                    new StateReader(json),
                    states,
                    freshness,
                    new Arrivals(),
                    new CatchingUp(freshness, READERS),
                    Clock.systemUTC());
            List<PartitionReader> readers = IntStream.range(0, READERS)
                    .mapToObj(number -> new PartitionReader(
                            number,
                            IntStream.range(0, Topic.PARTITIONS)
                                    .filter(partition -> partition % READERS == number)
                                    .boxed()
                                    .toList(),
                            parts))
                    .toList();
            long cpu = processCpu();
            long began = System.nanoTime();
            List<Thread> threads =
                    readers.stream().map(Thread::startVirtualThread).toList();
            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofMinutes(3))
                    .until(freshness::isComplete);
            Duration took = Duration.ofNanos(System.nanoTime() - began);
            System.out.printf(
                    "restart patients=%d readers=%d ready_ms=%d cpu_ms=%d cores=%d%n",
                    states.patients(),
                    READERS,
                    took.toMillis(),
                    Duration.ofNanos(processCpu() - cpu).toMillis(),
                    Runtime.getRuntime().availableProcessors());
            readers.forEach(PartitionReader::close);
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(states.patients()).isEqualTo(PATIENTS);
            assertThat(states.unreadable()).isZero();
            assertThat(states.find(last.nhsNumbers().getFirst()))
                    .contains(new Standing.Registered(
                            last.patient(), last.revision(), Profiles.canonical(last.preferences())));
        }
    }

    private PatientState fill(KafkaAccess kafka, String bootstrapServers) throws Exception {
        ManyPatients patients = new ManyPatients(3);
        PatientState last = patients.next();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 20, "batch.size", 200_000),
                new StringSerializer(),
                new ByteArraySerializer())) {
            String topic = kafka.name(Topic.PREFERENCE_STATE);
            for (int i = 0; i < PATIENTS; i++) {
                last = i == 0 ? last : patients.next();
                producer.send(CloudEvents.toRecord(topic, event(last)));
            }
            for (int partition = 0; partition < Topic.PARTITIONS; partition++) {
                byte[] heartbeat = ("{\"at\":\"" + Instant.now() + "\",\"seq\":0}").getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(topic, partition, "~heartbeat", heartbeat));
            }
        }
        return last;
    }

    private CloudEvent event(PatientState state) throws Exception {
        return new CloudEvent(
                UUID.randomUUID(),
                "/consent-service",
                PatientState.CLOUD_EVENT_TYPE,
                state.changedAt(),
                state.patient().toString(),
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                json.writeValueAsBytes(state));
    }

    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private record Settings() implements ProjectionSettings {
        @Override
        public Duration atLeastWithin() {
            return Duration.ofMillis(50);
        }

        @Override
        public Duration staleAfter() {
            return Duration.ofSeconds(2);
        }

        @Override
        public Duration truthWithin() {
            return Duration.ofSeconds(1);
        }

        @Override
        public int readers() {
            return READERS;
        }
    }

    private record OneBroker() implements KafkaSettings {

        @Override
        public Optional<String> topicPrefix() {
            return Optional.of("restart-");
        }

        @Override
        public short replicationFactor() {
            return 1;
        }

        @Override
        public short minInsyncReplicas() {
            return 1;
        }

        @Override
        public Duration acknowledgeWithin() {
            return Duration.ofSeconds(10);
        }
    }
}
