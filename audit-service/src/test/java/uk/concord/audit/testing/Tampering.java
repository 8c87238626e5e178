package uk.concord.audit.testing;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** One record of the running service's ledger, altered by somebody with the highest rights, until this is closed. */
public final class Tampering implements AutoCloseable {

    private final UUID id;
    private final byte[] before;

    public Tampering(UUID id, String what, String instead) {
        this(id, text -> text.replace(what, instead));
    }

    private Tampering(UUID id, UnaryOperator<String> alteration) {
        this.id = id;
        this.before = body();
        // In this character set every byte is a character, and the other way round.
        String altered = alteration.apply(new String(before, StandardCharsets.ISO_8859_1));
        write(altered.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** A record of which somebody altered this. */
    public static Tampering of(UUID id, Alteration alteration) {
        return new Tampering(id, alteration.made);
    }

    /** Ways to alter a record. */
    public enum Alteration {
        OTHER_WORDS(text -> text.replace("\"source\":\"", "\"source\":\"a-forged-")),
        ANOTHER_TYPE(text -> text.replaceFirst("\"type\":\"[a-z-]*\"", "\"type\":\"cohort-part\"")),
        NOT_JSON(text -> text.substring(0, text.length() - 1)),
        NOT_A_RECORD(text -> "[]"),
        NOT_TEXT(text -> text.replaceFirst("concord", "\u00ff\u00fe")),
        NOTHING(text -> "");

        private final UnaryOperator<String> made;

        Alteration(UnaryOperator<String> made) {
            this.made = made;
        }
    }

    private byte[] body() {
        try (Connection connection = connect();
                PreparedStatement query = connection.prepareStatement(
                        "select body from record where leaf_index = (select leaf_index from leaf where event_id = ?)")) {
            query.setObject(1, id);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getBytes(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(byte[] body) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Before its partitions, as everybody else takes them: else whoever writes meanwhile could wait for us, and
            // we for them.
            statement.execute("lock table record in access exclusive mode");
            triggers(statement, "disable");
            try (PreparedStatement update = connection.prepareStatement(
                    "update record set body = ? where leaf_index = (select leaf_index from leaf where event_id = ?)")) {
                update.setBytes(1, body);
                update.setObject(2, id);
                update.executeUpdate();
            }
            triggers(statement, "enable always");
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void triggers(Statement statement, String what) throws SQLException {
        statement.execute(
                "do $$ declare t pg_catalog.record; begin for t in select tgrelid::regclass as made, tgname from pg_trigger"
                        + " where tgname like 'append\\_only%' and tgrelid::regclass::text like 'record%' loop"
                        + " execute format('alter table %s " + what
                        + " trigger %I', t.made, t.tgname); end loop; end $$");
    }

    private static Connection connect() throws SQLException {
        Config config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("concord.test.superuser.username", String.class),
                config.getValue("concord.test.superuser.password", String.class));
    }

    @Override
    public void close() {
        write(before);
    }
}
