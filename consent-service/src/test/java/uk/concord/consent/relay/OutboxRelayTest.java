package uk.concord.consent.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static uk.concord.consent.testing.TopicReader.header;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.concord.consent.testing.RealPolicy;
import uk.concord.consent.testing.TopicReader;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.KafkaSettings;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.outbox.Outbox;
import uk.concord.kernel.outbox.OutboxRelay;
import uk.concord.kernel.outbox.RelayDatabase;
import uk.concord.kernel.outbox.RelaySettings;
import uk.concord.kernel.outbox.RelayStatus;
import uk.concord.stack.testing.TestStack;
import uk.concord.stack.testing.TestStack.Fault;
import uk.concord.stack.testing.TestStack.Part;

@QuarkusTest
@WithTestResource(value = RealPolicy.class, scope = TestResourceScope.GLOBAL)
class OutboxRelayTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    RelaySettings settings;

    @Inject
    KafkaSettings kafkaSettings;

    @Inject
    KafkaAccess kafka;

    @Inject
    AgroalDataSource dataSource;

    private final String key = UUID.randomUUID().toString();
    private final List<OutboxRelay> own = new ArrayList<>();

    @AfterEach
    void theServicesOwnRelayWorksAgain() {
        own.forEach(OutboxRelay::stop);
        relay.start();
    }

    @Test
    void concurrentWritersEventsArriveOnceEachInTheOrderOfCommits() throws Exception {
        int writers = 6;
        int each = 30;
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> work = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String name = "w" + writer + "-";
                work.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        append(name + i);
                    }
                }));
            }
            for (Future<?> one : work) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            List<String> arrived = texts(reader.await(writers * each, mine()));
            assertThat(arrived).isEqualTo(inTheTable()).hasSize(writers * each);
        }
    }

    @Test
    void aRowThatIsUncommittedForLongIsNotPassedAndHeartbeatsGoOn() throws Exception {
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(2);
                TopicReader reader = new TopicReader(kafka, Topic.AUDIT);
                TopicReader heartbeats = new TopicReader(kafka, Topic.PREFERENCE_STATE)) {
            Future<?> slow = pool.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                outbox.append(Topic.AUDIT, event("first"));
                appended.countDown();
                waitFor(mayCommit);
            }));
            appended.await();
            Future<?> quick = pool.submit(() -> append("second"));
            Instant then = Instant.now();
            heartbeats.await(12, record -> isHeartbeat(record) && at(record).isAfter(then.plusSeconds(1)));
            assertThat(texts(reader.now(mine()))).isEmpty();
            mayCommit.countDown();
            slow.get(10, TimeUnit.SECONDS);
            quick.get(10, TimeUnit.SECONDS);
            assertThat(texts(reader.await(2, mine()))).containsExactly("first", "second");
        }
    }

    @Test
    void aRelayThatDoesNotKnowThatItWasReplacedIsFenced() throws Exception {
        relay.stop();
        BlockingClock clock = new BlockingClock();
        append("one");
        OutboxRelay first = start(kafka, clock);
        // It now stands in the middle of a Kafka transaction: the row is sent, its commit and the first heartbeat to
        // come.
        assertThat(clock.reached.await(30, TimeUnit.SECONDS)).isTrue();
        endTheSessionOfTheLeader();
        OutboxRelay second = start(kafka, Clock.systemUTC());
        await().atMost(BOUND).until(() -> second.status().state() == RelayStatus.State.LEADING);
        append("two");
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            reader.await(2, mine());
            clock.release.countDown();
            await().atMost(BOUND).until(() -> first.status().state() == RelayStatus.State.STANDBY);
            assertThat(second.status().state()).isEqualTo(RelayStatus.State.LEADING);
            assertThat(texts(reader.now(mine()))).containsExactly("one", "two");
        }
    }

    @Test
    void aLeaderThatIsKilledIsReplacedAndNothingIsLost() throws Exception {
        OutboxRelay standby = start(kafka, Clock.systemUTC());
        await().atMost(BOUND).until(() -> standby.status().state() == RelayStatus.State.STANDBY);
        append("before");
        relay.stop();
        append("between");
        await().atMost(BOUND).until(() -> standby.status().state() == RelayStatus.State.LEADING);
        append("after");
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            assertThat(texts(reader.await(3, mine())).stream().distinct())
                    .containsExactly("before", "between", "after");
        }
    }

    @Test
    void whatIsWrittenWhileKafkaIsAwayArrivesWhenItIsBack() {
        relay.stop();
        try (TestStack stack = TestStack.own()) {
            Map<String, Object> broker = new HashMap<>(Map.of("bootstrap.servers", stack.bootstrapServers()));
            KafkaAccess other = new KafkaAccess(kafkaSettings, broker);
            OutboxRelay itsRelay = start(other, Clock.systemUTC());
            append("while it was there");
            try (TopicReader reader = new TopicReader(other, Topic.AUDIT)) {
                reader.await(1, mine());
            }
            stack.tell(Part.KAFKA, Fault.KILL);
            append("while it was away");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> itsRelay.status().state() == RelayStatus.State.DEGRADED
                            && itsRelay.status().rowsBehind() == 1);
            assertThat(itsRelay.status().secondsBehind()).isPositive();
            stack.tell(Part.KAFKA, Fault.RESTART);
            try (TopicReader reader = new TopicReader(other, Topic.AUDIT)) {
                assertThat(texts(reader.await(2, mine())).stream().distinct())
                        .containsExactly("while it was there", "while it was away");
            }
            await().atMost(BOUND).until(() -> itsRelay.status().rowsBehind() == 0);
            itsRelay.stop();
        }
    }

    @Test
    void aHeartbeatStandsBehindEveryChangeThatWasCommittedBeforeItsInstant() {
        try (TopicReader reader = new TopicReader(kafka, Topic.PREFERENCE_STATE)) {
            for (int i = 0; i < 5; i++) {
                String text = "change " + i;
                QuarkusTransaction.requiringNew().run(() -> outbox.append(Topic.PREFERENCE_STATE, event(text)));
                Instant committed = Instant.now();
                ConsumerRecord<String, byte[]> change = reader.await(
                                1, mine().and(record -> text(record).equals(text)))
                        .getFirst();
                ConsumerRecord<String, byte[]> heartbeat = reader.await(
                                1,
                                record -> isHeartbeat(record)
                                        && record.partition() == change.partition()
                                        && !at(record).isBefore(committed))
                        .getFirst();
                assertThat(heartbeat.offset()).isGreaterThan(change.offset());
                assertThat(header(heartbeat, "ce_type")).isEqualTo("uk.concord.relay.heartbeat.v1");
                assertThat(header(heartbeat, "ce_source")).isEqualTo("/consent-service");
                assertThat(text(heartbeat)).matches("\\{\"at\":\"[^\"]+\",\"seq\":[0-9]+}");
            }
            List<Integer> partitions = reader.now(OutboxRelayTest::isHeartbeat).stream()
                    .map(ConsumerRecord::partition)
                    .distinct()
                    .sorted()
                    .toList();
            assertThat(partitions).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        }
    }

    @Test
    void aChangeIsHandedOnByItsNotificationAndNotByThePoll() {
        List<Long> milliseconds = new ArrayList<>();
        try (TopicReader reader = new TopicReader(kafka, Topic.AUDIT)) {
            for (int i = 0; i < 20; i++) {
                String text = "quick " + i;
                long before = System.nanoTime();
                append(text);
                reader.await(1, mine().and(record -> text(record).equals(text)));
                milliseconds.add((System.nanoTime() - before) / 1_000_000);
            }
        }
        System.out.println("milliseconds from the change to a reader of Kafka: " + milliseconds);
        assertThat(milliseconds.stream().sorted().toList().get(10))
                .isLessThan(settings.heartbeatEvery().toMillis());
    }

    private OutboxRelay start(KafkaAccess access, Clock clock) {
        RelayDatabase database = new RelayDatabase(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
        OutboxRelay one = new OutboxRelay(settings, database, access, clock, new UuidV7(clock), "consent-service");
        own.add(one);
        one.start();
        return one;
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private void append(String text) {
        QuarkusTransaction.requiringNew().run(() -> outbox.append(Topic.AUDIT, event(text)));
    }

    private CloudEvent event(String text) {
        return new CloudEvent(
                UUID.randomUUID(),
                "/consent-service",
                "uk.concord.test.v1",
                Instant.now(),
                key,
                null,
                text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> inTheTable() throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select convert_from(data, 'UTF8') from outbox where key = '" + key + "' order by seq")) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    private static void endTheSessionOfTheLeader() throws SQLException {
        try (Connection superuser = DriverManager.getConnection(
                        setting("quarkus.datasource.jdbc.url"),
                        setting("concord.test.superuser.username"),
                        setting("concord.test.superuser.password"));
                Statement statement = superuser.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where application_name = 'outbox-relay' and datname = current_database()");
        }
    }

    private Predicate<ConsumerRecord<String, byte[]>> mine() {
        return record -> record.key().equals(key);
    }

    private static boolean isHeartbeat(ConsumerRecord<String, byte[]> record) {
        return record.key().equals("~heartbeat");
    }

    private static Instant at(ConsumerRecord<String, byte[]> heartbeat) {
        return Instant.parse(text(heartbeat).split("\"")[3]);
    }

    private static List<String> texts(List<ConsumerRecord<String, byte[]>> records) {
        return records.stream().map(OutboxRelayTest::text).toList();
    }

    private static String text(ConsumerRecord<String, byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops its reader in the making of an id, which the relay does for a heartbeat: in the middle of a Kafka transaction. */
    private static final class BlockingClock extends Clock {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch release = new CountDownLatch(1);

        @Override
        public long millis() {
            reached.countDown();
            waitFor(release);
            return Clock.systemUTC().millis();
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant();
        }

        @Override
        public ZoneId getZone() {
            return Clock.systemUTC().getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
