package uk.concord.audit.retention;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.merkle.Hash;

/** What was erased. */
@ApplicationScoped
public class Erasures {

    private static final String LEFT = """
            select distinct on (l.leaf_index) l.leaf_index, l.event_id, l.commitment, e.event_id, e.erased_at
              from leaf l join erasure e on e.leaves @> l.leaf_index
             where %s
               and not exists (
                    select from record r where r.leaf_index = l.leaf_index and r.recorded_at = l.recorded_at)
             order by l.leaf_index, e.erased_at
            """;
    private static final String WITH_IDS = LEFT.formatted("l.event_id = any(string_to_array(?, ',')::uuid[])");
    private static final String AT = LEFT.formatted("l.leaf_index = any(string_to_array(?, ',')::bigint[])");
    private static final String ALL = "select coalesce(sum(records), 0), max(erased_at) from erasure";

    private final AgroalDataSource database;

    Erasures(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * How much was erased.
     *
     * @param newest when the last time; nothing if never
     */
    public record Total(long records, @Nullable Instant newest) {}

    /** What is left of the record with this id, if there was one and it was erased. */
    public Optional<ErasedRecord> find(UUID id) {
        return withIds(List.of(id)).stream().findFirst();
    }

    /** What is left of those with these ids that were erased, in the ledger's order. */
    public List<ErasedRecord> withIds(Collection<UUID> ids) {
        return left(WITH_IDS, ids);
    }

    /** What is left of those at these places that were erased, in the ledger's order. */
    public List<ErasedRecord> at(Collection<Long> places) {
        return left(AT, places);
    }

    private List<ErasedRecord> left(String sql, Collection<?> names) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, names.stream().map(Object::toString).collect(Collectors.joining(",")));
            try (ResultSet rows = query.executeQuery()) {
                List<ErasedRecord> left = new ArrayList<>();
                while (rows.next()) {
                    left.add(new ErasedRecord(
                            rows.getLong(1),
                            new LedgerEntry(rows.getObject(2, UUID.class), Hash.of(rows.getBytes(3))),
                            rows.getObject(4, UUID.class),
                            rows.getObject(5, OffsetDateTime.class).toInstant()));
                }
                return left;
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    /** All erasures together. */
    public Total total() {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(ALL);
                ResultSet rows = query.executeQuery()) {
            rows.next();
            OffsetDateTime newest = rows.getObject(2, OffsetDateTime.class);
            return new Total(rows.getLong(1), newest == null ? null : newest.toInstant());
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }
}
