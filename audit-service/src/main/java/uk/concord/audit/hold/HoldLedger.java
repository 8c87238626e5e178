package uk.concord.audit.hold;

import com.fasterxml.jackson.databind.JsonNode;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.RecordFacts;
import uk.concord.audit.ledger.UnreadableLedger;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Legal holds as the ledger's records say them. */
@ApplicationScoped
class HoldLedger {

    private static final String ALL =
            "select r.leaf_index, r.recorded_at, l.event_id, l.commitment, r.salt, r.body from record r"
                    + " join leaf l on l.leaf_index = r.leaf_index and l.recorded_at = r.recorded_at"
                    + " where r.type = 'legal-hold' order by r.leaf_index";
    private static final String THERE = """
            select exists (
                select from leaf l join record r on r.leaf_index = l.leaf_index and r.recorded_at = l.recorded_at
                 where l.event_id = ?)
            """;
    private static final String HOW_MANY = """
            select count(*) from leaf l join record r on r.leaf_index = l.leaf_index and r.recorded_at = l.recorded_at
             where l.event_id = any (?)
            """;
    private static final String PLACED = "placed";
    private static final long LOOK_EVERY_MILLIS = 20;

    private final AgroalDataSource database;

    HoldLedger(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * All that were ever placed, in their order.
     *
     * @throws ProblemException 500 if the record of one was altered, so that it can't be said what is held
     */
    List<Hold> all() {
        Map<UUID, Hold> holds = new LinkedHashMap<>();
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(ALL);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                add(holds, StoredRecord.of(rows).trusted());
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("a record could be read when it was recorded; run the verifier", e);
        }
        return List.copyOf(holds.values());
    }

    private static void add(Map<UUID, Hold> holds, RecordContent content) {
        RecordFacts facts = content.facts();
        JsonNode detail = content.detail();
        Hold.Officer officer =
                new Hold.Officer(facts.who().subject(), facts.who().organisation());
        String reason = detail.path("reason").asText();
        if (facts.outcome().equals(PLACED)) {
            holds.put(
                    facts.id(),
                    new Hold(
                            facts.id(),
                            subject(detail.path("subject")),
                            reason,
                            detail.path("reference").asText(),
                            facts.occurredAt(),
                            officer,
                            null));
        } else {
            holds.computeIfPresent(
                    UUID.fromString(detail.path("hold").asText()),
                    (id, hold) -> hold.inForce()
                            ? hold.releasedBy(new Hold.Release(facts.occurredAt(), officer, reason))
                            : hold);
        }
    }

    private static Hold.Subject subject(JsonNode subject) {
        List<UUID> records = new ArrayList<>();
        subject.path("records").forEach(id -> records.add(UUID.fromString(id.asText())));
        String pseudonym = text(subject.path("pseudonym"));
        List<String> pseudonyms = pseudonym == null ? null : List.of(pseudonym);
        if (subject.has("pseudonyms")) {
            pseudonyms = pseudonyms(subject.path("pseudonyms"));
            if (pseudonyms.isEmpty()) {
                return Hold.Subject.EVERYTHING;
            }
        }
        return new Hold.Subject(
                uuid(subject.path("patient")),
                pseudonym,
                pseudonyms,
                text(subject.path("organisation")),
                uuid(subject.path("decision_id")),
                records.isEmpty() ? null : records);
    }

    // As is_held reads them: nothing if it is no list, or one of them isn't a pseudonym.
    private static List<String> pseudonyms(JsonNode list) {
        if (!list.isArray()) {
            return List.of();
        }
        List<String> pseudonyms = new ArrayList<>();
        for (JsonNode one : list) {
            if (!one.isTextual() || !Pseudonyms.FORM.matcher(one.textValue()).matches()) {
                return List.of();
            }
            pseudonyms.add(one.textValue());
        }
        return pseudonyms;
    }

    private static @Nullable UUID uuid(JsonNode text) {
        return text.isTextual() ? UUID.fromString(text.asText()) : null;
    }

    private static @Nullable String text(JsonNode text) {
        return text.isTextual() ? text.asText() : null;
    }

    /** How many of these ids are of records that are in the ledger and weren't erased. */
    long howManyAreThere(Set<UUID> ids) {
        try (Connection connection = database.getConnection();
                PreparedStatement query = connection.prepareStatement(HOW_MANY)) {
            Array wanted = connection.createArrayOf("uuid", ids.toArray());
            query.setArray(1, wanted);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            } finally {
                wanted.free();
            }
        } catch (SQLException e) {
            throw UnreadableLedger.because(e);
        }
    }

    /**
     * Waits until the ledger has this record of a hold or of a release, and until every erasure has ended that may not have seen it.
     * Then whatever erases from now on sees it.
     *
     * @throws ProblemException 503 if that takes too long
     */
    void await(UUID event, Duration bound) {
        long end = System.nanoTime() + bound.toNanos();
        try (Connection connection = database.getConnection()) {
            while (!isThere(connection, event)) {
                if (System.nanoTime() - end >= 0) {
                    throw late(null);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
            }
            try (Statement statement = connection.createStatement()) {
                statement.setQueryTimeout((int) Math.max(1, bound.toSeconds()));
                // Alone in its transaction: the lock is let go as soon as it is had.
                statement.execute("select erasure_lock()");
            }
        } catch (SQLException e) {
            throw late(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw late(e);
        }
    }

    private static boolean isThere(Connection connection, UUID event) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(THERE)) {
            query.setObject(1, event);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    private static ProblemException late(@Nullable Exception cause) {
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                "The ledger didn't take the record in time, so don't rely on it yet. It may still come into force: look at the list"
                        + " of holds in a minute, before you try again.",
                cause);
    }
}
