package uk.concord.kernel.outbox;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.UuidV7;

/**
 * Hands the outbox's events to Kafka in the order of commits, at least once each, always with the same event id.
 *
 * <p>One relay works at a time: it holds a session lock in the database, a new epoch in {@code relay_position}, and Kafka's
 * transactional id, each of which shuts out a predecessor that doesn't know yet that it has been replaced. It wakes with the
 * commit's notification. Whatever fails is logged, and it starts over after a bounded pause; events wait in the table.
 */
@ApplicationScoped
public class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration TO_FINISH = Duration.ofSeconds(2);
    private static final int FIRST_PAUSE = 20;

    private final RelaySettings settings;
    private final RelayDatabase database;
    private final KafkaAccess kafka;
    private final Clock clock;
    private final UuidV7 ids;
    private final String service;
    private final RelayStatus status;
    private volatile @Nullable Thread running;

    @Inject
    OutboxRelay(
            RelaySettings settings,
            KafkaAccess kafka,
            Clock clock,
            UuidV7 ids,
            @ConfigProperty(name = "quarkus.application.name") String service,
            @ConfigProperty(name = "quarkus.datasource.jdbc.url") Optional<String> url,
            @ConfigProperty(name = "quarkus.datasource.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> password) {
        this(
                settings,
                new RelayDatabase(url.orElse(""), user.orElse(""), password.orElse("")),
                kafka,
                clock,
                ids,
                service);
    }

    /** A relay of this service's outbox that isn't started yet. */
    public OutboxRelay(
            RelaySettings settings,
            RelayDatabase database,
            KafkaAccess kafka,
            Clock clock,
            UuidV7 ids,
            String service) {
        this.settings = settings;
        this.database = database;
        this.kafka = kafka;
        this.clock = clock;
        this.ids = ids;
        this.service = service;
        this.status = new RelayStatus(clock);
    }

    void begin(@Observes StartupEvent event) {
        if (settings.enabled()) {
            start();
        }
    }

    void end(@Observes ShutdownEvent event) {
        stop();
    }

    /** Starts the relay's thread, unless it runs. */
    public synchronized void start() {
        if (running == null) {
            Thread thread = Thread.ofPlatform().daemon().name("outbox-relay").unstarted(this::work);
            running = thread;
            thread.start();
        }
    }

    /** Returns when the relay's thread has ended, or after some seconds. */
    public synchronized void stop() {
        Thread thread = running;
        running = null;
        if (thread == null) {
            return;
        }
        try {
            // Most of the time it waits for a notification, which can't be interrupted and is short.
            if (!thread.join(TO_FINISH)) {
                thread.interrupt();
                thread.join(TO_FINISH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it is doing. */
    public RelayStatus status() {
        return status;
    }

    private boolean wanted() {
        return running == Thread.currentThread();
    }

    private void work() {
        Duration pause = firstPause();
        while (wanted()) {
            try {
                attempt();
                pause = firstPause();
            } catch (Exception | LinkageError e) {
                if (status.state() == RelayStatus.State.LEADING) {
                    pause = firstPause();
                }
                status.degraded();
                LOG.warnf(e, "relay starts over pause=%s", pause);
                pause = pauseThenDouble(pause);
            }
        }
        status.stopped();
    }

    private void attempt() throws SQLException {
        try (RelayConnection connection = new RelayConnection(database)) {
            status.seen(connection.lag());
            while (!connection.lead()) {
                status.standby(connection.lag());
                connection.await(settings.pollEvery());
                if (!wanted()) {
                    return;
                }
            }
            settings.topics().ifPresent(topics -> kafka.ensure(topics.toArray(Topic[]::new)));
            try (RelayProducer producer = new RelayProducer(kafka, ids, service)) {
                new RelayTerm(connection, producer, settings, clock, status).serve(this::wanted);
            }
        }
    }

    private Duration firstPause() {
        return settings.backOffAtMost().dividedBy(FIRST_PAUSE);
    }

    private Duration pauseThenDouble(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            // Only stop() interrupts, and then wanted() says so.
            LOG.debugf("relay was interrupted in its pause");
        }
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(settings.backOffAtMost()) > 0 ? settings.backOffAtMost() : doubled;
    }
}
