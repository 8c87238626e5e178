package uk.concord.audit.verify;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.CopiedRows;
import uk.concord.audit.ledger.RecordFacts;

/**
 * One leaf with what is stored beside it.
 *
 * @param record nothing if the leaf has no record
 */
record StoredRow(
        long index,
        UUID eventId,
        byte[] commitment,
        byte[] leafHash,
        Instant recordedAt,
        @Nullable Body record) {

    /** The rows of the leaves from one to before another, in their order. */
    static String query(long from, long until) {
        return """
                select l.leaf_index, l.event_id, l.commitment, l.leaf_hash, l.recorded_at, r.recorded_at, r.salt, r.body,
                       r.type, r.occurred_at, r.source, r.request_id, r.patient_id, r.pseudonym, r.actor_client,
                       r.actor_subject, r.actor_organisation, r.actor_user, r.actor_capacity, r.organisations, r.purpose,
                       r.outcome, r.decision_id
                  from leaf l
                  left join record r on r.leaf_index = l.leaf_index and r.leaf_index >= %1$d and r.leaf_index < %2$d
                 where l.leaf_index >= %1$d and l.leaf_index < %2$d
                 order by l.leaf_index
                """.formatted(from, until);
    }

    /**
     * The record.
     *
     * @param columns what its search columns say
     */
    record Body(Instant recordedAt, byte[] salt, byte[] bytes, Columns columns) {}

    /** The search columns; other than in facts, anything may be missing. */
    record Columns(List<@Nullable Object> values) {

        static final List<String> NAMES = List.of(
                "type",
                "occurred_at",
                "source",
                "request_id",
                "patient_id",
                "pseudonym",
                "actor_client",
                "actor_subject",
                "actor_organisation",
                "actor_user",
                "actor_capacity",
                "organisations",
                "purpose",
                "outcome",
                "decision_id");

        static Columns of(RecordFacts facts) {
            return new Columns(Arrays.asList(
                    facts.type(),
                    facts.occurredAt(),
                    facts.source(),
                    facts.requestId(),
                    facts.whom().patient(),
                    facts.whom().pseudonym(),
                    facts.who().client(),
                    facts.who().subject(),
                    facts.who().organisation(),
                    facts.who().user(),
                    facts.who().capacity(),
                    facts.organisations(),
                    facts.purpose(),
                    facts.outcome(),
                    facts.decisionId()));
        }

        /** When it happened. */
        @Nullable
        Instant occurredAt() {
            return (Instant) values.get(NAMES.indexOf("occurred_at"));
        }

        /** The organisations. */
        @SuppressWarnings("unchecked")
        List<String> organisations() {
            Object organisations = values.get(NAMES.indexOf("organisations"));
            return organisations == null ? List.of() : (List<String>) organisations;
        }

        /** The names of those that differ. */
        List<String> differing(Columns other) {
            if (values.equals(other.values)) {
                return List.of();
            }
            return NAMES.stream()
                    .filter(name -> {
                        int i = NAMES.indexOf(name);
                        return !Objects.equals(values.get(i), other.values.get(i));
                    })
                    .toList();
        }
    }

    /** Reads a row of {@link #query}. */
    static StoredRow of(CopiedRows row) {
        return new StoredRow(
                row.number(),
                there(row.uuid()),
                there(row.bytes()),
                there(row.bytes()),
                there(row.instant()),
                body(row));
    }

    private static @Nullable Body body(CopiedRows row) {
        Instant recordedAt = row.instant();
        byte[] salt = row.bytes();
        byte[] bytes = row.bytes();
        Columns columns = columns(row);
        return recordedAt == null || salt == null || bytes == null ? null : new Body(recordedAt, salt, bytes, columns);
    }

    // In the order of the names.
    private static Columns columns(CopiedRows row) {
        return new Columns(Arrays.asList(
                row.text(),
                row.instant(),
                row.text(),
                row.text(),
                row.uuid(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.text(),
                row.texts(),
                row.text(),
                row.text(),
                row.uuid()));
    }

    private static <T> T there(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("A leaf lacks a value that every leaf has");
        }
        return value;
    }
}
