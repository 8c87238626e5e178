package uk.concord.audit.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import uk.concord.audit.ledger.NewRecord;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.event.CloudEvents;
import uk.concord.kernel.event.UnreadableEventException;

/** Sorts the events of one poll: new records, duplicates, and those that can't be recorded. */
final class Batch {

    static final String OWN_TYPE = "only the ledger itself records that its keys were changed";
    static final String OTHER_BODY = "a record with the same id but other content is in the ledger";

    private final Map<UUID, NewRecord> fresh = new LinkedHashMap<>();
    private final List<Unrecordable> unrecordable = new ArrayList<>();
    private final Map<Integer, Position> positions = new TreeMap<>();
    private int duplicates;
    private int contradictions;

    private Batch() {}

    /** Sorts them, looking up in the database which ids it has already. */
    static Batch of(Iterable<ConsumerRecord<String, byte[]>> events, Connection connection) throws SQLException {
        Map<ConsumerRecord<String, byte[]>, NewRecord> readable = new LinkedHashMap<>();
        Batch batch = new Batch();
        Set<UUID> ids = new LinkedHashSet<>();
        for (ConsumerRecord<String, byte[]> event : events) {
            try {
                NewRecord record = read(event);
                readable.put(event, record);
                ids.add(record.facts().id());
            } catch (UnreadableRecordException | UnreadableEventException e) {
                batch.park(event, String.valueOf(e.getMessage()));
            }
        }
        Map<UUID, KnownLeaves.Known> known = KnownLeaves.of(connection, ids);
        readable.forEach((event, record) -> batch.add(event, record, known));
        return batch;
    }

    private static NewRecord read(ConsumerRecord<String, byte[]> event) throws UnreadableRecordException {
        UUID id = CloudEvents.fromRecord(event).id();
        NewRecord record = NewRecord.read(event.value());
        if (!record.facts().id().equals(id)) {
            throw new UnreadableEventException("the record's id isn't the event's ce_id");
        }
        if (record.facts().type().equals(AuditType.LEDGER_KEY_CHANGE)) {
            // What it says of its keys decides whether the next change is recorded; nobody else may say it.
            throw new UnreadableEventException(OWN_TYPE);
        }
        return record;
    }

    private void add(ConsumerRecord<String, byte[]> event, NewRecord record, Map<UUID, KnownLeaves.Known> known) {
        UUID id = record.facts().id();
        KnownLeaves.Known recorded = known.get(id);
        NewRecord earlier = fresh.get(id);
        boolean contradicts = recorded != null && recorded.contradicts(record.body())
                || earlier != null && !Arrays.equals(earlier.body(), record.body());
        if (contradicts) {
            contradictions++;
            park(event, OTHER_BODY);
        } else if (recorded != null || earlier != null) {
            duplicates++;
            passed(event, 0, 1, 0);
        } else {
            fresh.put(id, record);
            passed(event, 1, 0, 0);
        }
    }

    private void park(ConsumerRecord<String, byte[]> event, String reason) {
        unrecordable.add(new Unrecordable(event, reason));
        passed(event, 0, 0, 1);
    }

    private void passed(ConsumerRecord<String, byte[]> event, int asRecord, int asDuplicate, int asParked) {
        Position now = new Position(event.partition(), event.offset() + 1, asRecord, asDuplicate, asParked);
        positions.merge(
                event.partition(),
                now,
                (before, more) -> new Position(
                        before.partition(),
                        Math.max(before.nextOffset(), more.nextOffset()),
                        before.recorded() + more.recorded(),
                        before.duplicates() + more.duplicates(),
                        before.parked() + more.parked()));
    }

    List<NewRecord> records() {
        return List.copyOf(fresh.values());
    }

    List<Unrecordable> unrecordable() {
        return unrecordable;
    }

    Collection<Position> positions() {
        return positions.values();
    }

    int duplicates() {
        return duplicates;
    }

    /** How many had an id that is in the ledger with other content: never a harmless thing. */
    int contradictions() {
        return contradictions;
    }
}
