package uk.concord.policy.breakglass;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Reads the grants in the database, which is the truth about them. */
@ApplicationScoped
class GrantStore {

    private static final Logger LOG = Logger.getLogger(GrantStore.class);
    private static final int ANSWER_SECONDS = 1;
    private static final String COLUMNS =
            "select g.id, g.patient_id, g.pseudonym, g.requester, g.user_id, g.user_role, g.reason_code, g.declared_at,"
                    + " g.until, e.ended_at from break_glass_grant g left join break_glass_ending e on e.grant_id = g.id";
    private static final String RUNNING =
            COLUMNS + " where g.requester = ? and g.user_id = ? and g.until > ? and e.grant_id is null";
    private static final String BY_ID = COLUMNS + " where g.id = ?";
    private static final String BY_KEY = COLUMNS + " where g.client = ? and g.request_key = ?";
    private static final String PAGE = COLUMNS + " where (? or g.requester = any (?)) and (?::uuid is null or g.id < ?)"
            + " and (?::boolean is null or ? = (g.until > ? and e.grant_id is null)) order by g.id desc limit ?";
    private static final String FINGERPRINT =
            "select fingerprint from break_glass_grant where client = ? and request_key = ?";

    private final AgroalDataSource database;

    GrantStore(AgroalDataSource database) {
        this.database = database;
    }

    private interface Values {
        void set(PreparedStatement statement) throws SQLException;
    }

    /**
     * The grants of this user that run.
     *
     * @throws ProblemException 503, if the database doesn't say so in time
     */
    List<Grant> running(OdsCode requester, String user, Instant at) {
        return query(RUNNING, statement -> {
                    statement.setString(1, requester.value());
                    statement.setString(2, user);
                    statement.setObject(3, at.atOffset(ZoneOffset.UTC));
                })
                .stream()
                .map(StoredGrant::grant)
                .toList();
    }

    Optional<StoredGrant> byId(UUID id) {
        return query(BY_ID, statement -> statement.setObject(1, id)).stream().findFirst();
    }

    Optional<StoredGrant> byKey(String client, RequestKey key) {
        return query(BY_KEY, statement -> {
                    statement.setString(1, client);
                    statement.setString(2, key.value());
                })
                .stream()
                .findFirst();
    }

    /** The fingerprint of what this client declared under this key. */
    Optional<byte[]> fingerprint(String client, RequestKey key) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FINGERPRINT)) {
            statement.setString(1, client);
            statement.setString(2, key.value());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** The next grants of these organisations, newest first. */
    List<StoredGrant> page(Reach reach, @Nullable UUID before, @Nullable Boolean active, Instant at, int limit) {
        return query(PAGE, statement -> {
            statement.setBoolean(1, reach.everywhere());
            statement.setArray(
                    2,
                    statement
                            .getConnection()
                            .createArrayOf(
                                    "text",
                                    reach.organisations().stream()
                                            .map(OdsCode::value)
                                            .toArray()));
            statement.setObject(3, before);
            statement.setObject(4, before);
            statement.setObject(5, active);
            statement.setObject(6, active);
            statement.setObject(7, at.atOffset(ZoneOffset.UTC));
            statement.setInt(8, limit);
        });
    }

    private List<StoredGrant> query(String sql, Values values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(ANSWER_SECONDS);
            values.set(statement);
            List<StoredGrant> found = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(read(row));
                }
            }
            return found;
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private static StoredGrant read(ResultSet row) throws SQLException {
        UUID patient = row.getObject("patient_id", UUID.class);
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        Grant grant = new Grant(
                row.getObject("id", UUID.class),
                new Whose(patient == null ? null : new PatientId(patient), row.getString("pseudonym")),
                new OdsCode(row.getString("requester")),
                row.getString("user_id"),
                ReasonCode.valueOf(row.getString("reason_code")),
                row.getObject("until", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant());
        return new StoredGrant(
                grant,
                row.getString("user_role"),
                row.getObject("declared_at", OffsetDateTime.class).toInstant());
    }

    private static ProblemException unavailable(SQLException cause) {
        LOG.warnf("break-glass grants can't be read why=%s", cause.getSQLState());
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                "Whether emergency access was declared can't be read from the database at the moment, so nothing is decided"
                        + " or changed. Try again in a few seconds.");
    }
}
