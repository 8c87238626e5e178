package uk.concord.audit.retention;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.merkle.Hash;

/** What was erased. */
@ApplicationScoped
public class Erasures {

    private static final String OF_RECORD = """
            select l.leaf_index, l.commitment, e.event_id, e.erased_at
              from leaf l join erasure e on e.leaves @> l.leaf_index
             where l.event_id = ?
               and not exists (
                    select from record r where r.leaf_index = l.leaf_index and r.recorded_at = l.recorded_at)
             order by e.erased_at limit 1
            """;
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
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(OF_RECORD)) {
            query.setObject(1, id);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? Optional.of(new ErasedRecord(
                                rows.getLong(1),
                                new LedgerEntry(id, Hash.of(rows.getBytes(2))),
                                rows.getObject(3, UUID.class),
                                rows.getObject(4, OffsetDateTime.class).toInstant()))
                        : Optional.empty();
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
