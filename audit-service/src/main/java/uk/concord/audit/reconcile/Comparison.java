package uk.concord.audit.reconcile;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.reconcile.ReconciliationStore.Counts;
import uk.concord.audit.reconcile.ReconciliationStore.Gap;
import uk.concord.audit.reconcile.ReconciliationStore.Stored;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.CloudEvents;
import uk.concord.kernel.event.UnreadableEventException;

/**
 * What comparing some events of the topic with the ledger has found.
 *
 * @param counts by source
 * @param gaps events that are neither in the ledger with this very content nor parked
 */
record Comparison(Map<String, Counts> counts, List<Gap> gaps) {

    // What a stranger wrote in a header doesn't become a name here.
    private static final Pattern SOURCE = Pattern.compile("/[a-z][a-z0-9-]{0,60}");
    private static final String NOBODY = "";

    /** An event, and what it says of itself if that can be read. */
    private record Event(
            ConsumerRecord<String, byte[]> record, @Nullable CloudEvent attributes) {

        static Event of(ConsumerRecord<String, byte[]> record) {
            try {
                return new Event(record, CloudEvents.fromRecord(record));
            } catch (UnreadableEventException e) {
                // Such an event must be parked.
                return new Event(record, null);
            }
        }

        TopicPartition partition() {
            return new TopicPartition(record.topic(), record.partition());
        }

        Optional<UUID> id() {
            return Optional.ofNullable(attributes).map(CloudEvent::id);
        }

        String source() {
            return Optional.ofNullable(attributes)
                    .map(CloudEvent::source)
                    .filter(source -> SOURCE.matcher(source).matches())
                    .map(source -> source.substring(1))
                    .orElse(NOBODY);
        }
    }

    static Comparison of(List<ConsumerRecord<String, byte[]>> records, ReconciliationStore store) throws SQLException {
        List<Event> events = records.stream().map(Event::of).toList();
        Map<TopicPartition, Set<Long>> parked = parked(events, store);
        Map<UUID, Stored> stored = store.stored(
                events.stream().flatMap(event -> event.id().stream()).toList());
        Comparison comparison = new Comparison(new LinkedHashMap<>(), new ArrayList<>());
        for (Event event : events) {
            boolean isParked = parked.getOrDefault(event.partition(), Set.of())
                    .contains(event.record().offset());
            comparison.add(event, isParked, event.id().map(stored::get).orElse(null));
        }
        return comparison;
    }

    private static Map<TopicPartition, Set<Long>> parked(List<Event> events, ReconciliationStore store)
            throws SQLException {
        Map<TopicPartition, List<Long>> offsets = new HashMap<>();
        for (Event event : events) {
            offsets.computeIfAbsent(event.partition(), none -> new ArrayList<>())
                    .add(event.record().offset());
        }
        Map<TopicPartition, Set<Long>> parked = new HashMap<>();
        for (Map.Entry<TopicPartition, List<Long>> one : offsets.entrySet()) {
            TopicPartition partition = one.getKey();
            parked.put(partition, store.parked(partition.topic(), partition.partition(), one.getValue()));
        }
        return parked;
    }

    private void add(Event event, boolean isParked, @Nullable Stored stored) {
        boolean isRecorded =
                !isParked && stored != null && stored.says(event.record().value());
        counts.merge(event.source(), new Counts(1, isRecorded ? 1 : 0, isParked ? 1 : 0), Counts::and);
        if (!isRecorded && !isParked) {
            gaps.add(new Gap(
                    event.record().topic(),
                    event.record().partition(),
                    event.record().offset(),
                    stored == null ? "missing" : "altered",
                    event.source(),
                    event.id().orElse(null)));
        }
    }
}
