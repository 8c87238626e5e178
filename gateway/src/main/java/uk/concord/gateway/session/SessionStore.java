package uk.concord.gateway.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import uk.concord.gateway.sealing.Sealer;

/**
 * The sessions, in the gateway's own database, so that every replica knows them and each can be ended. The tokens are sealed,
 * bound to their row: copied into another row they can't be opened.
 */
@ApplicationScoped
public class SessionStore {

    private static final String INSERT =
            "insert into session (id_hash, subject, tokens, created_at, last_used_at) values (?, ?, ?, ?, ?)";
    private static final String FIND =
            "select tokens, last_used_at from session where id_hash = ? and created_at > ? and last_used_at > ?";
    private static final String USED = "update session set last_used_at = ? where id_hash = ?";
    private static final String REPLACE = "update session set tokens = ?, last_used_at = ? where id_hash = ?";
    private static final String DELETE = "delete from session where id_hash = ?";
    private static final String DELETE_ALL = "delete from session where subject = ?";
    private static final String PURGE = "delete from session where created_at <= ? or last_used_at <= ?";

    private final AgroalDataSource database;
    private final Sealer sealer;
    private final SessionSettings settings;
    private final ObjectMapper json;
    private final Clock clock;

    SessionStore(AgroalDataSource database, Sealer sealer, SessionSettings settings, ObjectMapper json, Clock clock) {
        this.database = database;
        this.sealer = sealer;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** Begins a session of this person. */
    SessionId create(String subject, SessionTokens tokens) {
        SessionId id = SessionId.random();
        byte[] hash = id.hash();
        OffsetDateTime now = at(clock.instant());
        change(INSERT, statement -> {
            statement.setBytes(1, hash);
            statement.setString(2, subject);
            statement.setBytes(3, seal(tokens, hash));
            statement.setObject(4, now);
            statement.setObject(5, now);
        });
        return id;
    }

    /** The tokens of a session that is neither ended nor over; its use is noted. */
    Optional<SessionTokens> find(SessionId id) {
        byte[] hash = id.hash();
        Instant now = clock.instant();
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setBytes(1, hash);
            statement.setObject(2, at(now.minus(settings.absolute())));
            statement.setObject(3, at(now.minus(settings.idle())));
            byte[] tokens;
            Instant lastUsed;
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                tokens = row.getBytes(1);
                lastUsed = row.getObject(2, OffsetDateTime.class).toInstant();
            }
            if (lastUsed.isBefore(now.minus(settings.notedEvery()))) {
                change(USED, update -> {
                    update.setObject(1, at(now));
                    update.setBytes(2, hash);
                });
            }
            return sealer.open(Sealer.Use.SESSION, tokens, hash).map(this::read);
        } catch (SQLException e) {
            throw new SessionsUnavailableException(e);
        }
    }

    /** Puts refreshed tokens into the session; false if it has been ended in the meantime. */
    boolean replace(SessionId id, SessionTokens tokens) {
        byte[] hash = id.hash();
        return change(REPLACE, statement -> {
                    statement.setBytes(1, seal(tokens, hash));
                    statement.setObject(2, at(clock.instant()));
                    statement.setBytes(3, hash);
                })
                == 1;
    }

    /** Ends one session. */
    void delete(SessionId id) {
        change(DELETE, statement -> statement.setBytes(1, id.hash()));
    }

    /** Ends all sessions of one person and says how many there were. */
    int deleteAll(String subject) {
        return change(DELETE_ALL, statement -> statement.setString(1, subject));
    }

    /** Removes what is over and says how many sessions that were. */
    int purge() {
        Instant now = clock.instant();
        return change(PURGE, statement -> {
            statement.setObject(1, at(now.minus(settings.absolute())));
            statement.setObject(2, at(now.minus(settings.idle())));
        });
    }

    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private int change(String sql, Parameters parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new SessionsUnavailableException(e);
        }
    }

    private byte[] seal(SessionTokens tokens, byte[] hash) {
        try {
            return sealer.seal(Sealer.Use.SESSION, json.writeValueAsString(tokens), hash);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("tokens can always be written as JSON", e);
        }
    }

    private SessionTokens read(String text) {
        try {
            return json.readValue(text, SessionTokens.class);
        } catch (JsonProcessingException e) {
            // Not with its cause: that may repeat a token.
            throw new IllegalStateException("what was sealed by an older version can't be read");
        }
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
