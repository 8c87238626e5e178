package uk.concord.policy.revision;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * Knows which revisions are in force: it hears the database's notification of each change and asks it several times a second
 * all the same. If it has not heard from the database for longer than the bound, nothing may be decided here.
 */
@ApplicationScoped
public class RevisionWatch {

    private static final Logger LOG = Logger.getLogger(RevisionWatch.class);

    private final AgroalDataSource database;
    private final Event<RevisionChanged> changes;
    private final RevisionSettings settings;
    private final Clock clock;
    private volatile Map<Part, KnownRevisions> known = Map.of();
    private volatile Instant confirmed = Instant.MIN;
    private volatile @Nullable Thread running;

    RevisionWatch(AgroalDataSource database, Event<RevisionChanged> changes, RevisionSettings settings, Clock clock) {
        this.database = database;
        this.changes = changes;
        this.settings = settings;
        this.clock = clock;
    }

    void begin(@Observes StartupEvent event) {
        Thread thread = Thread.ofPlatform().daemon().name("revision-watch").unstarted(this::work);
        running = thread;
        thread.start();
    }

    void end(@Observes ShutdownEvent event) {
        Thread thread = running;
        running = null;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** The revision in force, as far as this replica knows; 0 before it knows any. */
    public long current(Part part) {
        return Optional.ofNullable(known.get(part)).map(KnownRevisions::current).orElse(0L);
    }

    /** Since when the revision in force is in force; nothing before any is known. */
    public Optional<Instant> since(Part part) {
        return Optional.ofNullable(known.get(part)).flatMap(KnownRevisions::sinceWhen);
    }

    /** Whether the database has been heard within the bound. */
    public boolean isRecent() {
        return !confirmed.plus(settings.staleAfter()).isBefore(clock.instant());
    }

    /**
     * Returns if a decision may rest on this revision.
     *
     * @throws ProblemException 503, if another one replaced it longer ago than the bound, or if that can't be known
     */
    public void demandInForce(Part part, long revision) {
        KnownRevisions revisions = known.get(part);
        if (!isRecent() || revisions == null) {
            throw unavailable("Which " + part.label()
                    + " is in force can't be read from the database at the moment, so nothing is decided.");
        }
        if (revisions.outdated(revision, settings.staleAfter(), clock.instant())) {
            throw unavailable("The policy engine still holds revision " + revision + " of the " + part.label()
                    + "; revision " + revisions.current() + " is in force.");
        }
    }

    private static ProblemException unavailable(String what) {
        return new ProblemException(ProblemType.UNAVAILABLE, what + " Try again in a few seconds.");
    }

    private boolean wanted() {
        return running == Thread.currentThread();
    }

    private void work() {
        while (wanted()) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + Revisions.CHANNEL);
                while (wanted()) {
                    look(statement);
                    connection
                            .unwrap(PGConnection.class)
                            .getNotifications(
                                    Math.toIntExact(settings.pollEvery().toMillis()));
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                if (wanted()) {
                    LOG.warnf(e, "revisions can't be read");
                    pause();
                }
            }
        }
    }

    private void look(Statement statement) throws SQLException {
        Instant asked = clock.instant();
        Map<Part, KnownRevisions> seen = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            seen.put(part, RevisionQuery.latest(statement, part));
        }
        for (Part part : Part.values()) {
            long revision = Objects.requireNonNull(seen.get(part)).current();
            if (known.get(part) == null || revision != current(part)) {
                changes.fire(new RevisionChanged(part, revision));
                LOG.infof("in force part=%s revision=%d", part.label(), revision);
            }
        }
        known = seen;
        confirmed = asked;
    }

    private void pause() {
        try {
            Thread.sleep(settings.pollEvery());
        } catch (InterruptedException e) {
            LOG.debugf("revision watch was interrupted in its pause");
        }
    }

    /** How long ago the database was last heard. */
    public Duration age() {
        return confirmed.equals(Instant.MIN)
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : Duration.between(confirmed, clock.instant());
    }
}
