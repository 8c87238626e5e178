package uk.concord.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import uk.concord.stack.testing.TestStack.Fault;
import uk.concord.stack.testing.TestStack.Part;

/** One stack of real servers, and what a service's tests rely on. */
class TestStackTest {

    private static TestStack stack;

    @BeforeAll
    static void start() {
        stack = TestStack.own();
    }

    @AfterAll
    static void stop() {
        stack.close();
    }

    @Test
    void theServiceRoleMayConnectAndMayNotMakeTables() throws SQLException {
        TestDatabase database = stack.database("consent");

        try (Connection owner = connect(database, database.owner());
                Connection service = connect(database, database.service())) {
            run(owner, "CREATE TABLE thing (id int)");

            assertThatThrownBy(() -> run(service, "CREATE TABLE other (id int)"))
                    .hasMessageContaining("permission denied");
            assertThatThrownBy(() -> run(service, "SELECT * FROM thing")).hasMessageContaining("permission denied");
        }
    }

    @Test
    void theVerifierReadsTablesThatAreMadeLaterAndChangesNothing() throws SQLException {
        TestDatabase database = stack.database("audit");

        try (Connection owner = connect(database, database.owner());
                Connection verifier = connect(database, database.verifier())) {
            run(owner, "CREATE TABLE leaf (id int); INSERT INTO leaf VALUES (7)");

            assertThat(value(verifier, "SELECT id FROM leaf")).isEqualTo("7");
            assertThatThrownBy(() -> run(verifier, "DELETE FROM leaf")).hasMessageContaining("read-only");
            run(verifier, "SET default_transaction_read_only = off");
            assertThatThrownBy(() -> run(verifier, "DELETE FROM leaf")).hasMessageContaining("permission denied");
        }
    }

    @Test
    void aServiceMayNotConnectToAnothersDatabase() {
        TestDatabase consent = stack.database("consent");
        TestDatabase policy = stack.database("policy");

        assertThatThrownBy(() -> connect(consent, policy.service()))
                .hasMessageContaining("permission denied for database");
    }

    @Test
    void commitsAreSynchronous() throws SQLException {
        TestDatabase database = stack.database("consent");

        try (Connection connection = connect(database, database.service())) {
            assertThat(value(connection, "SHOW synchronous_commit")).isEqualTo("on");
        }
    }

    @Test
    void kafkaTakesARecordAndMakesNoTopicByItself() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", stack.bootstrapServers(), "max.block.ms", "3000");
        try (Admin admin = Admin.create(settings);
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic("made-on-purpose", 12, (short) 1)))
                    .all()
                    .get();

            long offset = producer.send(new ProducerRecord<>("made-on-purpose", 3, "key", "value"))
                    .get()
                    .offset();

            assertThat(offset).isZero();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("never-made", "key", "value"))
                            .get())
                    .hasMessageContaining("never-made");
        }
    }

    @Test
    void partsThatEndComeBackWithTheirData() throws SQLException {
        TestDatabase database = stack.database("consent");
        try (Connection owner = connect(database, database.owner())) {
            run(owner, "CREATE TABLE thing (id int); INSERT INTO thing VALUES (1)");
        }

        stack.tell(Part.POSTGRES, Fault.KILL);
        assertThatThrownBy(() -> connect(database, database.owner())).isInstanceOf(SQLException.class);
        stack.tell(Part.POSTGRES, Fault.RESTART);
        stack.tell(Part.KAFKA, Fault.KILL);
        stack.tell(Part.KAFKA, Fault.RESTART);

        try (Connection owner = connect(database, database.owner())) {
            assertThat(value(owner, "SELECT id FROM thing")).isEqualTo("1");
        }
    }

    @Test
    void nothingOutlivesADaemonThatIsKilled() {
        TestStack killed = TestStack.own();
        List<Long> parts = List.of(killed.pid("postgres"), killed.pid("kafka"));

        ProcessHandle.of(killed.pid("daemon")).orElseThrow().destroyForcibly();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(parts)
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
    }

    private static Connection connect(TestDatabase database, TestDatabase.Login login) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), login.role(), login.password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
