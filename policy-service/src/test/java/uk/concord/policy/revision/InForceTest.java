package uk.concord.policy.revision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.testing.Ask;
import uk.concord.policy.testing.ServiceTest;

/** A change of the register holds on every replica within the bound: in decisions of this one, and in what another one knows. */
@QuarkusTest
class InForceTest extends ServiceTest {

    private static final Logger LOG = Logger.getLogger(InForceTest.class);
    private static final int CHANGES = 50;

    @Inject
    AgroalDataSource database;

    @Inject
    RevisionSettings settings;

    @Inject
    Clock clock;

    @Test
    void eachChangeIsInForceOnEveryReplicaWithinTheBound() {
        Ask question = Ask.about(SAID_NOTHING, "medications");
        RevisionWatch otherReplica = new RevisionWatch(database, nobodyListens(), settings, clock);
        otherReplica.begin(new StartupEvent());
        List<Duration> decided = new ArrayList<>();
        List<Duration> known = new ArrayList<>();
        try {
            for (int i = 0; i < CHANGES; i++) {
                boolean stop = i % 2 == 0;
                long revision = registerOfficer()
                        .body("{\"reason\":\"Measured\"}")
                        .post("/register/agreements/region-direct-care/" + (stop ? "suspend" : "reinstate"))
                        .then()
                        .statusCode(200)
                        .extract()
                        .jsonPath()
                        .getLong("revision");
                long committed = System.nanoTime();
                until(() -> otherReplica.current(Part.REGISTER) >= revision, committed);
                known.add(since(committed));
                until(() -> question.send().extract().jsonPath().getBoolean("decision") == !stop, committed);
                decided.add(since(committed));
            }
        } finally {
            otherReplica.end(new ShutdownEvent());
        }
        LOG.infof("known on another replica %s", figures(known));
        LOG.infof("in force in decisions %s", figures(decided));
        assertThat(known).allMatch(duration -> duration.compareTo(settings.staleAfter()) < 0);
        assertThat(decided).allMatch(duration -> duration.compareTo(settings.staleAfter()) < 0);
    }

    @Test
    void whatTheDatabaseHasNotConfirmedIsNotInForce() {
        AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
        Clock moved = new Clock() {
            @Override
            public Instant instant() {
                return clock.instant().plus(ahead.get());
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException("everything is in UTC here");
            }
        };
        RevisionWatch watch = new RevisionWatch(database, nobodyListens(), settings, moved);
        watch.begin(new StartupEvent());
        await().atMost(Duration.ofSeconds(20)).until(() -> watch.current(Part.REGISTER) > 0);
        watch.end(new ShutdownEvent());
        // It asks no more.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> watch.age().compareTo(settings.pollEvery().multipliedBy(2)) > 0);
        long revision = watch.current(Part.REGISTER);
        watch.demandInForce(Part.REGISTER, revision);

        ahead.set(settings.staleAfter());

        assertThatThrownBy(() -> watch.demandInForce(Part.REGISTER, revision))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("can't be read from the database");
    }

    private void until(java.util.function.BooleanSupplier condition, long committed) {
        while (!condition.getAsBoolean()) {
            assertThat(since(committed)).isLessThan(settings.staleAfter());
            Thread.onSpinWait();
        }
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static String figures(List<Duration> durations) {
        List<Long> sorted = durations.stream().map(Duration::toMillis).sorted().toList();
        return "median_ms=" + sorted.get(sorted.size() / 2) + " max_ms=" + sorted.getLast() + " changes="
                + sorted.size();
    }

    // The other replica's own bundle and view aren't what is measured here.
    @SuppressWarnings("unchecked")
    private static Event<RevisionChanged> nobodyListens() {
        return (Event<RevisionChanged>) Proxy.newProxyInstance(
                InForceTest.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> null);
    }
}
