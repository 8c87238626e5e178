package uk.concord.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.audit.merkle.Tile;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.stack.tool.GoTool;

/** Tessera's fsck, as it is, checks the whole log over HTTP: every entry, every tile, the root and the signature. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class OutsideVerifierTest {

    // Two full tiles, and a partial one.
    private static final int RECORDS = 600;
    private static final String SUCCESS = "Successfully fsck'd log with size ";

    @Inject
    RecordedEvents events;

    @TestHTTPResource("/audit/log/")
    URI log;

    @TempDir
    Path folder;

    @BeforeEach
    void record() {
        long missing = RECORDS - leaves();
        for (long i = 0; i < missing; i++) {
            UUID id = UUID.randomUUID();
            events.send(id, AuditBodies.decision(id, UUID.randomUUID()).bytes());
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> leaves() >= RECORDS && signed() == leaves());
        if (leaves() % Tile.WIDTH == 0) {
            events.record(AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID()));
        }
    }

    @Test
    void itAcceptsTheLogWithFullAndPartialTiles() throws Exception {
        long size = signed();

        String said = fsck(key());

        assertThat(size).isGreaterThanOrEqualTo(RECORDS);
        assertThat(said).contains(SUCCESS + size + " and root ").doesNotContain("fsck failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a full tile         | tile        | hashes      | level = 0 and tile_index = 1
            another level       | tile        | root        | level = 0 and tile_index = 0
            a leaf of a partial tile | leaf   | leaf_hash   | leaf_index = (select max(leaf_index) from leaf)
            an entry            | leaf        | commitment  | leaf_index = 300
            """)
    void itRefusesALogOfWhichAPartWasAltered(String what, String table, String column, String where) throws Exception {
        flip(table, column, where);
        try {
            assertThat(fsck(key())).as(what).contains("fsck failed").doesNotContain(SUCCESS);
        } finally {
            flip(table, column, where);
        }
        assertThat(fsck(key())).as("mended").contains(SUCCESS);
    }

    @Test
    void itRefusesALogThatAnotherKeySigned() throws Exception {
        String key = key();
        String other = key.substring(0, key.indexOf('+')) + "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

        assertThat(fsck(other)).doesNotContain(SUCCESS);
    }

    private static String key() {
        return People.nobody()
                .get("/audit/log/key")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** Its exit status says nothing, and after a failure it may wait for ever: what it prints is what counts. */
    private String fsck(String key) throws Exception {
        Path file = Files.writeString(folder.resolve("log.vkey"), key);
        Path output = folder.resolve("fsck.txt");
        Process fsck = new ProcessBuilder(List.of(
                        GoTool.FSCK.path().toString(),
                        "--storage_url=" + log,
                        "--public_key=" + file,
                        "--N=8",
                        "--ui=false"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        fsck.getOutputStream().close();
        boolean ended = fsck.waitFor(60, TimeUnit.SECONDS);
        fsck.destroyForcibly();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(ended).as("fsck ended; it said: " + said).isTrue();
        return said;
    }

    private long leaves() {
        return events.number("select count(*) from leaf");
    }

    private long signed() {
        return events.number("select coalesce(max(tree_size), 0) from checkpoint");
    }

    /** Alters the first bit of a value with the highest rights; doing it twice mends it. */
    private static void flip(String table, String column, String where) throws SQLException {
        Config config = ConfigProvider.getConfig();
        try (Connection connection = DriverManager.getConnection(
                        config.getValue("quarkus.datasource.jdbc.url", String.class),
                        config.getValue("concord.test.superuser.username", String.class),
                        config.getValue("concord.test.superuser.password", String.class));
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("alter table " + table + " disable trigger append_only");
            assertThat(statement.executeUpdate("update " + table + " set " + column + " = set_bit(" + column
                            + ", 0, 1 - get_bit(" + column + ", 0)) where " + where))
                    .isEqualTo(1);
            statement.execute("alter table " + table + " enable always trigger append_only");
            connection.commit();
        }
    }
}
