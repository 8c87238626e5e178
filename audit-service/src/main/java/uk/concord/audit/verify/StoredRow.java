package uk.concord.audit.verify;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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

    static final String QUERY = """
            select l.leaf_index, l.event_id, l.commitment, l.leaf_hash, l.recorded_at, r.recorded_at, r.salt, r.body,
                   r.type, r.occurred_at, r.source, r.request_id, r.patient_id, r.pseudonym, r.actor_client,
                   r.actor_subject, r.actor_organisation, r.actor_user, r.actor_capacity, r.organisations, r.purpose,
                   r.outcome, r.decision_id,
                   array(select o.organisation || '@' || (o.recorded_at = r.recorded_at) from record_organisation o
                          where o.leaf_index = l.leaf_index order by 1),
                   case when r.type = 'cohort-part' then
                     array(select p.person from record_patient p
                            where p.leaf_index = l.leaf_index and p.recorded_at = r.recorded_at) end
              from leaf l left join record r on r.leaf_index = l.leaf_index order by l.leaf_index
            """;

    /**
     * The record.
     *
     * @param columns what its search columns say
     * @param searchable the organisations under which it is found
     * @param among the people among whom it is found
     */
    record Body(
            Instant recordedAt, byte[] salt, byte[] bytes, Columns columns, List<String> searchable, Set<UUID> among) {}

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

        /** The names of those that differ. */
        List<String> differing(Columns other) {
            return NAMES.stream()
                    .filter(name -> {
                        int i = NAMES.indexOf(name);
                        return !Objects.equals(values.get(i), other.values.get(i));
                    })
                    .toList();
        }
    }

    static StoredRow of(ResultSet row) throws SQLException {
        OffsetDateTime recorded = row.getObject(6, OffsetDateTime.class);
        return new StoredRow(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getBytes(3),
                row.getBytes(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                recorded == null
                        ? null
                        : new Body(
                                recorded.toInstant(),
                                row.getBytes(7),
                                row.getBytes(8),
                                columns(row),
                                texts(row, 24),
                                people(row)));
    }

    private static Columns columns(ResultSet row) throws SQLException {
        return new Columns(Arrays.asList(
                row.getString(9),
                row.getObject(10, OffsetDateTime.class).toInstant(),
                row.getString(11),
                row.getString(12),
                row.getObject(13, UUID.class),
                row.getString(14),
                row.getString(15),
                row.getString(16),
                row.getString(17),
                row.getString(18),
                row.getString(19),
                texts(row, 20),
                row.getString(21),
                row.getString(22),
                row.getObject(23, UUID.class)));
    }

    private static Set<UUID> people(ResultSet row) throws SQLException {
        Array array = row.getArray(25);
        return array == null ? Set.of() : Set.of((UUID[]) array.getArray());
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? List.of() : List.of((String[]) array.getArray());
    }
}
