package uk.concord.policy.engine;

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
import org.jspecify.annotations.Nullable;

/** Keeps the last report of each engine, for all replicas. */
@ApplicationScoped
class EngineStore {

    private static final int ANSWER_SECONDS = 2;
    private static final String KEEP =
            "insert into policy_engine as held (owner, name, version, reported_at, held_since, release, register, fault)"
                    + " select ?, ?, ?, ?, ?, ?, ?, ? where (select count(*) from policy_engine where owner = ? and name <> ?) < ?"
                    + " on conflict (owner, name) do update set version = excluded.version,"
                    + " reported_at = excluded.reported_at, release = excluded.release, register = excluded.register,"
                    + " fault = excluded.fault, held_since = case when held.release is not distinct from excluded.release"
                    + " and held.register is not distinct from excluded.register then held.held_since"
                    + " else excluded.held_since end";
    private static final String FAULT = "select fault from policy_engine where owner = ? and name = ?";
    private static final String ALL = "select owner, name, version, reported_at, held_since, release, register, fault"
            + " from policy_engine order by owner, name";
    private static final String FORGET = "delete from policy_engine where reported_at < ?";

    private final AgroalDataSource database;

    EngineStore(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * An engine's last report.
     *
     * @param heldSince since when it reports these revisions
     */
    record Reported(String owner, EngineReport report, Instant at, Instant heldSince) {}

    /**
     * @param owner empty for the platform's own
     * @return false if this owner has so many others already
     */
    boolean keep(String owner, EngineReport report, Instant at, int most) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bounded(connection, KEEP)) {
            statement.setString(1, owner);
            statement.setString(2, report.name());
            statement.setString(3, report.version());
            statement.setObject(4, at.atOffset(ZoneOffset.UTC));
            statement.setObject(5, at.atOffset(ZoneOffset.UTC));
            statement.setString(6, report.release());
            statement.setString(7, report.register());
            statement.setString(8, report.fault());
            statement.setString(9, owner);
            statement.setString(10, report.name());
            statement.setInt(11, most);
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** What this engine said before was wrong. */
    Optional<String> fault(String owner, String name) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bounded(connection, FAULT)) {
            statement.setString(1, owner);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.ofNullable(text(row, "fault")) : Optional.empty();
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    List<Reported> all() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bounded(connection, ALL);
                ResultSet row = statement.executeQuery()) {
            List<Reported> all = new ArrayList<>();
            while (row.next()) {
                all.add(new Reported(
                        row.getString("owner"),
                        new EngineReport(
                                row.getString("name"),
                                row.getString("version"),
                                text(row, "release"),
                                text(row, "register"),
                                text(row, "fault")),
                        instant(row, "reported_at"),
                        instant(row, "held_since")));
            }
            return all;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    void forget(Instant before) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = bounded(connection, FORGET)) {
            statement.setObject(1, before.atOffset(ZoneOffset.UTC));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static PreparedStatement bounded(Connection connection, String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(ANSWER_SECONDS);
        return statement;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable String text(ResultSet row, String column) throws SQLException {
        return row.getString(column);
    }

    private static IllegalStateException failed(SQLException cause) {
        return new IllegalStateException("the reports of policy engines can't be kept or read", cause);
    }
}
