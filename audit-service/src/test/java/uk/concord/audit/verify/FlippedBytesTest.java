package uk.concord.audit.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ingest.RunningLedger;
import uk.concord.audit.testing.LedgerDatabase;

/**
 * One bit of one byte is flipped in what the database holds of a record, a tile or a checkpoint, and the verifier finds it each time.
 * A seeded sample of the bytes runs with the build, all of them with {@code -Dconcord.flips=all}.
 */
class FlippedBytesTest {

    private static final int RECORDS = 300;
    private static final int SAMPLE = 12;
    private static final long SEED = Long.getLong("concord.seed", 20261126);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private RunningLedger ledger;
    private Path key;

    @BeforeEach
    void fillALedger() throws Exception {
        ledger = new RunningLedger(folder);
        key = Files.writeString(folder.resolve("vkey"), ledger.signer.verifier().text());
        ledger.fill(RECORDS);
    }

    @AfterEach
    void stop() {
        ledger.close();
    }

    @Test
    void eachFlippedByteIsFound() throws SQLException {
        assertThat(status()).isZero();
        int index = random.nextInt(RECORDS);
        List<String> missed = new ArrayList<>();
        int flipped = 0;
        try (Connection connection = ledger.database.asSuperuser();
                Statement statement = connection.createStatement()) {
            LedgerDatabase.triggers(statement, "disable");
            for (Column column : List.of(
                    new Column("record", "body", "leaf_index = " + index, false),
                    new Column("record", "salt", "leaf_index = " + index, false),
                    new Column("leaf", "commitment", "leaf_index = " + index, false),
                    new Column("leaf", "leaf_hash", "leaf_index = " + index, false),
                    new Column("tile", "hashes", "level = 0 and tile_index = 0", false),
                    new Column("tile", "root", "level = 0 and tile_index = 0", false),
                    new Column("checkpoint", "root", "tree_size = " + RECORDS, false),
                    new Column("checkpoint", "note", "tree_size = " + RECORDS, true))) {
                byte[] original = column.read(connection);
                for (int at : bytesOf(original.length)) {
                    byte[] changed = original.clone();
                    changed[at] ^= 1;
                    column.write(connection, changed);
                    if (status() != 1) {
                        missed.add(column + " byte " + at);
                    }
                    flipped++;
                }
                column.write(connection, original);
            }
        }
        System.out.printf("flipped %d bytes, seed %d%n", flipped, SEED);

        assertThat(missed).isEmpty();
        assertThat(status()).isZero();
    }

    private List<Integer> bytesOf(int length) {
        if ("all".equals(System.getProperty("concord.flips"))) {
            return random.ints(0, length).distinct().limit(length).boxed().toList();
        }
        return random.ints(0, length)
                .distinct()
                .limit(Math.min(SAMPLE, length))
                .boxed()
                .toList();
    }

    /** One column of one row. */
    private record Column(String table, String name, String row, boolean isText) {

        byte[] read(Connection connection) throws SQLException {
            String value = isText ? "convert_to(" + name + ", 'UTF8')" : name;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select " + value + " from " + table + " where " + row)) {
                rows.next();
                return rows.getBytes(1);
            }
        }

        void write(Connection connection, byte[] value) throws SQLException {
            try (PreparedStatement update =
                    connection.prepareStatement("update " + table + " set " + name + " = ? where " + row)) {
                if (isText) {
                    // A byte that is no text any more becomes the replacement character, as the database holds text
                    // only.
                    update.setString(1, new String(value, StandardCharsets.UTF_8));
                } else {
                    update.setBytes(1, value);
                }
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
        }
    }

    private int status() {
        return Outcome.of(ledger, key, ledger.checkpointFile).status();
    }
}
