package uk.concord.policy.breakglass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.event.KafkaAccess;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.outbox.OutboxRelay;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.testing.TestTokens;
import uk.concord.policy.projection.Standing;
import uk.concord.policy.register.RegisterView;
import uk.concord.policy.testing.ServiceTest;

/** A second replica beside the service, which sees of it only Kafka and, where it must, the database. */
@QuarkusTest
class GrantFollowerTest extends ServiceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration BOUND = Duration.ofSeconds(2);
    // The look itself takes its time, above all beside other builds.
    private static final Duration LOOK = Duration.ofMillis(700);

    @Inject
    KafkaAccess kafka;

    @Inject
    AgroalDataSource database;

    @Inject
    RegisterView register;

    @Inject
    Pseudonyms pseudonyms;

    @Inject
    ObjectMapper json;

    @Inject
    UuidV7 ids;

    @Inject
    OutboxRelay relay;

    private final Clock clock = Clock.systemUTC();
    private final GrantsInMemory held = new GrantsInMemory();
    private final BreakGlassSettings settings = new BreakGlassSettings() {
        @Override
        public Duration usual() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration longest() {
            return Duration.ofHours(4);
        }

        @Override
        public Duration staleAfter() {
            return BOUND;
        }
    };
    private final GrantFreshness freshness = new GrantFreshness(settings, clock);
    private final String user = "user-" + UUID.randomUUID();
    private GrantFollower follower;

    @BeforeEach
    void follow() {
        relay.start();
        follower = new GrantFollower(kafka, new GrantEvents(json, ids, clock), held, freshness, clock);
        follower.begin(new StartupEvent());
        await().atMost(SOON).until(freshness::isFresh);
    }

    @AfterEach
    void stop() {
        follower.stop();
        relay.start();
    }

    @Test
    void anotherReplicaLearnsOfAGrantAndOfItsEndWithoutTheDatabase() throws SQLException {
        try (AgroalDataSource nothing = databaseThatIsAway()) {
            Grants replica = replica(nothing);
            String grant = declare();
            await().atMost(SOON).until(() -> held(grant));

            assertThat(find(replica)).map(Grant::id).contains(UUID.fromString(grant));

            Instant ended = end(grant);
            await().atMost(SOON).until(() -> !held(grant));
            assertThat(Duration.between(ended, clock.instant())).isLessThan(BOUND.plus(LOOK));
        }
    }

    @Test
    void withAStalledRelayNobodyRestsOnAnEndedGrantForLongerThanTheBound() {
        Grants replica = replica(database);
        String grant = declare();
        await().atMost(SOON).until(() -> held(grant));
        relay.stop();

        Instant ended = end(grant);

        await().atMost(SOON).pollDelay(Duration.ZERO).until(() -> find(replica).isEmpty());
        assertThat(Duration.between(ended, clock.instant())).isLessThan(BOUND.plus(LOOK));
        assertThat(held(grant)).as("the view doesn't know it yet").isTrue();
    }

    @Test
    void aGrantHoldsOnAnotherReplicaBeforeItHasHeardOfIt() {
        Grants replica = replica(database);
        relay.stop();

        String grant = declare();

        assertThat(find(replica)).map(Grant::id).contains(UUID.fromString(grant));
        assertThat(held(grant)).isFalse();
    }

    @Test
    void withoutTheViewAndTheDatabaseOnlyQuestionsThatNeedAGrantAreRefused() throws SQLException {
        relay.stop();
        await().atMost(SOON).until(() -> !freshness.isFresh());
        try (AgroalDataSource nothing = databaseThatIsAway()) {
            Grants replica = replica(nothing);

            assertThatThrownBy(() -> find(replica))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            problem -> assertThat(problem.type().status()).isEqualTo(503));
            assertThat(replica.find(sought("TREAT"), clock.instant())).isEmpty();
        }
    }

    @Test
    void aGrantWhoseNewestWordIsUnreadableIsReadFromTheDatabase() throws Exception {
        Grants replica = replica(database);
        String grant = declare();
        await().atMost(SOON).until(() -> held(grant));

        send(grant, "half a wo");

        await().atMost(SOON).until(() -> !held(grant));
        assertThat(find(replica)).map(Grant::id).contains(UUID.fromString(grant));
    }

    @Test
    void anEventThatNamesNoGrantLeavesTheViewUnsureUntilItIsTakenOut() throws Exception {
        send("no-grant", "x");
        try {
            await().atMost(SOON).until(() -> !freshness.isFresh());
            assertThat(freshness.age()).isLessThan(BOUND);
        } finally {
            send("no-grant", null);
        }
        await().atMost(SOON).until(freshness::isFresh);
    }

    private Grants replica(AgroalDataSource truth) {
        return new Grants(register, held, freshness, new GrantStore(truth), pseudonyms, new SimpleMeterRegistry());
    }

    private static AgroalDataSource databaseThatIsAway() throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(1)
                        .acquisitionTimeout(Duration.ofSeconds(1))
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl("jdbc:postgresql://localhost:1/nothing"))));
    }

    private boolean held(String grant) {
        return held.running(new OdsCode("RXL"), user, clock.instant()).stream()
                .anyMatch(one -> one.id().toString().equals(grant));
    }

    private Optional<Grant> find(Grants replica) {
        return replica.find(sought("BTG"), clock.instant());
    }

    private Sought sought(String purpose) {
        return new Sought(
                purpose,
                new OdsCode("RXL"),
                user,
                NhsNumber.of(SAID_NOTHING),
                new Standing.Registered(PatientId.of(PATIENT_ONE), 0, java.util.List.of()));
    }

    private String declare() {
        return Emergency.about(SAID_NOTHING)
                .with("subject", Map.of("id", user, "role", "nurse"))
                .granted();
    }

    private Instant end(String grant) {
        Emergency.end(TestTokens.partner("rxl-epr"), grant).statusCode(200);
        return clock.instant();
    }

    private void send(String key, @Nullable String value) throws Exception {
        byte[] data = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", platform.stack().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(kafka.name(Topic.BREAK_GLASS), key, data))
                    .get();
        }
    }
}
