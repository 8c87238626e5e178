package uk.concord.kernel.event;

import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The settings with which every producer and consumer of ours meets Kafka, and the making of topics. */
@ApplicationScoped
public class KafkaAccess {

    private static final int ADMIN_SECONDS = 30;
    private static final int TRANSACTION_MILLISECONDS = 10_000;
    // Some two hundred records: more than are on their way at once from one process.
    private static final int GATHERED_BYTES = 256 * 1024;

    private final KafkaSettings settings;
    private final Map<String, Object> broker;

    public KafkaAccess(KafkaSettings settings, @Identifier("default-kafka-broker") Map<String, Object> broker) {
        this.settings = settings;
        this.broker = broker;
    }

    /** The topic's full name. */
    public String name(Topic topic) {
        return prefixed(topic.baseName());
    }

    /** The name with the platform's prefix: for groups and transactional ids. */
    public String prefixed(String name) {
        return settings.topicPrefix().orElse("") + name;
    }

    /** Settings of a producer: acknowledged by all in-sync replicas, idempotent, nothing waits longer than 1 ms for company. */
    public Map<String, Object> producer() {
        Map<String, Object> properties = new HashMap<>(broker);
        properties.put("key.serializer", StringSerializer.class.getName());
        properties.put("value.serializer", ByteArraySerializer.class.getName());
        properties.put("acks", "all");
        properties.put("enable.idempotence", true);
        // Records of requests that run at the same time share one write of the broker, which is the larger part of
        // their cost.
        properties.put("linger.ms", 1);
        int milliseconds = Math.toIntExact(settings.acknowledgeWithin().toMillis());
        properties.put("delivery.timeout.ms", milliseconds);
        properties.put("request.timeout.ms", Math.max(1, milliseconds / 2));
        properties.put("max.block.ms", milliseconds);
        return properties;
    }

    /**
     * The same for a producer of events whose order across processes means nothing (ADR 0111): what is sent together goes to
     * one partition, whatever its keys, so that one sync of one file acknowledges all of it.
     */
    Map<String, Object> gatheringProducer() {
        Map<String, Object> properties = producer();
        properties.put("partitioner.ignore.keys", true);
        properties.put("batch.size", GATHERED_BYTES);
        return properties;
    }

    /**
     * Settings of a producer whose sends are transactions. Another one with the same id shuts out this one.
     *
     * @param id the transactional id, without the platform's prefix
     */
    public Map<String, Object> transactionalProducer(String id) {
        Map<String, Object> properties = producer();
        properties.put("transactional.id", prefixed(id));
        properties.put("max.block.ms", TRANSACTION_MILLISECONDS);
        properties.put("delivery.timeout.ms", TRANSACTION_MILLISECONDS);
        properties.put("request.timeout.ms", TRANSACTION_MILLISECONDS / 2);
        properties.put("transaction.timeout.ms", TRANSACTION_MILLISECONDS);
        // The broker asks to come again while it still writes the markers of the transaction before.
        properties.put("retry.backoff.ms", 5);
        return properties;
    }

    /**
     * Settings of a consumer that sees committed events only and keeps its position itself. It never jumps: a position that
     * Kafka no longer has is an error, because events would be lost silently.
     */
    public Map<String, Object> consumer() {
        Map<String, Object> properties = new HashMap<>(broker);
        properties.put("key.deserializer", StringDeserializer.class.getName());
        properties.put("value.deserializer", ByteArrayDeserializer.class.getName());
        properties.put("isolation.level", "read_committed");
        properties.put("enable.auto.commit", false);
        properties.put("auto.offset.reset", "none");
        return properties;
    }

    /**
     * Creates the topics that aren't there yet; those that are stay as they are.
     *
     * @throws IllegalStateException if Kafka can't be reached or refuses
     */
    public void ensure(Topic... topics) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : topics) {
            Map<String, String> configuration = new HashMap<>(topic.configuration());
            configuration.put("min.insync.replicas", String.valueOf(settings.minInsyncReplicas()));
            wanted.add(
                    new NewTopic(name(topic), Topic.PARTITIONS, settings.replicationFactor()).configs(configuration));
        }
        try (Admin admin = Admin.create(new HashMap<>(broker))) {
            for (var creation : admin.createTopics(wanted).values().entrySet()) {
                await(creation.getKey(), creation.getValue());
            }
        }
    }

    private static void await(String topic, org.apache.kafka.common.KafkaFuture<Void> creation) {
        try {
            creation.get(ADMIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Kafka didn't create the topic " + topic, e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while creating the topic " + topic, e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException(
                    "Kafka didn't answer within " + ADMIN_SECONDS + " s; is kafka.bootstrap.servers right?", e);
        }
    }
}
