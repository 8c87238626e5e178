package uk.concord.policy.breakglass;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Changes to grants: each in one transaction with its event for the replicas and its audit record. */
@ApplicationScoped
class GrantChanges {

    private static final String DECLARE =
            "insert into break_glass_grant (id, requester, user_id, user_role, patient_id, pseudonym, relationship,"
                    + " reason_code, reason, declared_at, until, client, subject, request_key, fingerprint)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (client, request_key) do nothing";
    private static final String END =
            "insert into break_glass_ending (grant_id, ended_at, reason, client, subject) values (?, ?, ?, ?, ?)"
                    + " on conflict (grant_id) do nothing";

    private final AgroalDataSource database;
    private final GrantStore store;
    private final GrantEvents events;
    private final Outbox outbox;
    private final GrantPeriod period;
    private final UuidV7 ids;
    private final Clock clock;

    GrantChanges(
            AgroalDataSource database,
            GrantStore store,
            GrantEvents events,
            Outbox outbox,
            GrantPeriod period,
            UuidV7 ids,
            Clock clock) {
        this.database = database;
        this.store = store;
        this.events = events;
        this.outbox = outbox;
        this.period = period;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What became of a declaration.
     *
     * @param anew false if it had been sent before
     */
    record Kept(StoredGrant stored, boolean anew) {}

    /**
     * Keeps this declaration. One that was sent before is not kept again; what was kept then is returned.
     *
     * @param declaration with no NHS number in its texts
     * @throws ProblemException 400 if it would last too long; 422 if its key was used for another one
     */
    @Transactional
    Kept declare(Declaration declaration, Whose whose, RequestKey key, String client, String subject) {
        Optional<StoredGrant> before = sentBefore(client, key);
        if (before.isPresent()) {
            return new Kept(before.get(), false);
        }
        Instant now = now();
        Grant grant = new Grant(
                ids.next(),
                whose,
                declaration.requester(),
                declaration.user(),
                declaration.reasonCode(),
                period.end(declaration.until(), now),
                null);
        StoredGrant stored = new StoredGrant(grant, declaration.role(), now);
        if (!insert(stored, declaration, key, client, subject)) {
            // The same request came twice at once, and the other one was first.
            return new Kept(sentBefore(client, key).orElseThrow(), false);
        }
        outbox.append(Topic.BREAK_GLASS, events.event(grant));
        outbox.append(GrantRecords.declared(grant, declaration, client, subject));
        return new Kept(stored, true);
    }

    /** Ends a grant that runs. One that doesn't run any more stays as it is, and nothing is recorded. */
    @Transactional
    StoredGrant end(StoredGrant stored, AuditActor actor, String reason) {
        Grant grant = stored.grant();
        Instant now = now();
        if (!grant.runsAt(now) || !insertEnding(grant.id(), now, reason, actor)) {
            return store.byId(grant.id()).orElse(stored);
        }
        Grant ended = grant.endedAt(now);
        outbox.append(Topic.BREAK_GLASS, events.event(ended));
        outbox.append(GrantRecords.ended(ended, actor, reason));
        return new StoredGrant(ended, stored.role(), stored.declaredAt());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Optional<StoredGrant> sentBefore(String client, RequestKey key) {
        store.fingerprint(client, key).ifPresent(kept -> {
            if (!Arrays.equals(kept, key.fingerprint())) {
                throw new ProblemException(
                        ProblemType.UNPROCESSABLE,
                        "This Idempotency-Key was used for another declaration. Use a new one for each.");
            }
        });
        return store.byKey(client, key);
    }

    private boolean insert(StoredGrant stored, Declaration declaration, RequestKey key, String client, String subject) {
        Grant grant = stored.grant();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(DECLARE)) {
            insert.setObject(1, grant.id());
            insert.setString(2, grant.requester().value());
            insert.setString(3, grant.user());
            insert.setString(4, stored.role());
            insert.setObject(
                    5,
                    grant.whose().patient() == null
                            ? null
                            : grant.whose().patient().value());
            insert.setString(6, grant.whose().pseudonym());
            insert.setString(7, declaration.relationship());
            insert.setString(8, grant.reason().name());
            insert.setString(9, declaration.reason());
            insert.setObject(10, stored.declaredAt().atOffset(ZoneOffset.UTC));
            insert.setObject(11, grant.until().atOffset(ZoneOffset.UTC));
            insert.setString(12, client);
            insert.setString(13, subject);
            insert.setString(14, key.value());
            insert.setBytes(15, key.fingerprint());
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw unchanged(e);
        }
    }

    private boolean insertEnding(UUID id, Instant at, String reason, AuditActor actor) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(END)) {
            insert.setObject(1, id);
            insert.setObject(2, at.atOffset(ZoneOffset.UTC));
            insert.setString(3, reason);
            insert.setString(4, actor.client());
            insert.setString(5, actor.subject());
            return insert.executeUpdate() == 1;
        } catch (SQLException e) {
            throw unchanged(e);
        }
    }

    // PostgreSQL's message may repeat the row, and with it the reason.
    private static ProblemException unchanged(SQLException cause) {
        return new ProblemException(
                ProblemType.UNAVAILABLE,
                "The database didn't take the change (SQLSTATE " + cause.getSQLState()
                        + "). Nothing was changed. Try again in a few seconds.");
    }
}
