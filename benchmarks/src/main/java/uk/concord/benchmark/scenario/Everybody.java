package uk.concord.benchmark.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import uk.concord.benchmark.population.Population;
import uk.concord.benchmark.question.Questions;
import uk.concord.benchmark.question.Region;
import uk.concord.benchmark.question.Spread;
import uk.concord.benchmark.report.Rounds;
import uk.concord.benchmark.report.Row;

/**
 * One question about everybody on the register, streamed over HTTP, against an SQL scan that names the same people, and against a loop
 * of single checks.
 */
public final class Everybody implements Scenario {

    private static final double GOAL_SECONDS = 3;
    private static final double GOAL_OVER_LOOP = 1_000;
    private static final int ROUNDS = 5;
    private static final String SCAN = """
            SELECT nhs_number FROM people
            WHERE CASE
              WHEN care IS NULL THEN true
              WHEN care @> '{"exceptions": [{"effect": "deny", "purposes": ["TREAT"]}]}' THEN false
              WHEN care @> '{"exceptions": [{"effect": "deny", "organisations": ["%1$s"]}]}' THEN false
              WHEN care @> '{"exceptions": [{"effect": "deny", "organisation_types": ["%2$s"]}]}' THEN false
              WHEN care @> '{"exceptions": [{"effect": "permit", "organisations": ["%1$s"]}]}' THEN true
              WHEN care @> '{"exceptions": [{"effect": "permit", "organisation_types": ["%2$s"]}]}' THEN true
              ELSE care ->> 'effect' = 'permit'
            END""";

    @Override
    public String name() {
        return "cohort of everyone, streamed";
    }

    @Override
    public String goal() {
        return "3 s or less; 1,000 times the loop";
    }

    @Override
    public Row measure(Stage stage) throws Exception {
        int size = stage.population().size();
        Rounds ours = new Rounds();
        Rounds counted = new Rounds();
        Rounds streamed = new Rounds();
        Rounds cpu = new Rounds();
        Rounds firstByte = new Rounds();
        long named = 0;
        long found = 0;
        try (Connection database = stage.parts().scratchDatabase()) {
            load(database, stage.population());
            named = ask(stage).named();
            found = count(database);
            for (int round = 0; round < ROUNDS; round++) {
                double before = uk.concord.benchmark.platform.Usage.cpuSeconds(
                        stage.service().pid());
                Streamed answer = ask(stage);
                cpu.add(uk.concord.benchmark.platform.Usage.cpuSeconds(
                                stage.service().pid())
                        - before);
                ours.add(answer.seconds());
                firstByte.add(answer.firstByte());
                long began = System.nanoTime();
                count(database);
                counted.add(seconds(began));
                began = System.nanoTime();
                copy(database);
                streamed.add(seconds(began));
            }
        }
        double loop =
                stage.singleChecks().ours() > 0 ? size / stage.singleChecks().ours() : 0;
        boolean met = ours.median() <= GOAL_SECONDS && loop / ours.median() >= GOAL_OVER_LOOP && named == found;
        List<String> notes = new ArrayList<>();
        notes.add("ours: " + ours.told(2) + " s to the last byte, " + firstByte.told(2)
                + " s to the first; policy-service's CPU " + cpu.told(2)
                + " s. Direct care, four ordinary categories; named " + named + " of " + size + ".");
        notes.add("SQL: " + counted.told(2) + " s for count(*) inside PostgreSQL, " + streamed.told(2)
                + " s for COPY of the numbers to this client; preferences of the one scheme as jsonb in a column, exceptions by"
                + " organisation, type and purpose looked at, periods and nested ones not, no lawful basis, no record; it found "
                + found + (found == named ? ", the same number." : "."));
        notes.add(String.format(
                Locale.ROOT,
                "a loop of single checks at the rate measured above would take %.0f s: %.0f times as long.",
                loop,
                loop / ours.median()));
        return new Row(
                name(),
                String.format(Locale.ROOT, "%.2f s", ours.median()),
                String.format(Locale.ROOT, "SQL %.2f s; loop %.0f s", streamed.median(), loop),
                String.format(
                        Locale.ROOT,
                        "%.2f of SQL; %.0f times the loop",
                        ours.over(streamed).median(),
                        loop / ours.median()),
                goal(),
                Row.met(met),
                notes);
    }

    private record Streamed(double seconds, double firstByte, long named) {}

    private static Streamed ask(Stage stage) throws IOException {
        Questions questions = stage.questions(Spread.AS_ASKED);
        String question = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(questions.aboutEverybody().getBytes(StandardCharsets.UTF_8));
        byte[] head = uk.concord.benchmark.load.Connection.head(
                "POST",
                "/access/v1/cohort?of=everybody",
                Map.of(
                        "Accept",
                        "text/plain",
                        "Content-Type",
                        "text/plain",
                        "Concord-Question",
                        question,
                        "Authorization",
                        "Bearer " + stage.parts().tokens().of(Region.CLIENT, "partner")));
        long began = System.nanoTime();
        long[] lines = new long[1];
        double[] first = new double[1];
        try (uk.concord.benchmark.load.Connection connection =
                new uk.concord.benchmark.load.Connection(stage.service().port())) {
            int status = connection.send(head, new byte[0], (bytes, length) -> {
                if (lines[0] == 0) {
                    first[0] = seconds(began);
                }
                for (int i = 0; i < length; i++) {
                    lines[0] += bytes[i] == '\n' ? 1 : 0;
                }
            });
            if (status != 200) {
                throw new IllegalStateException("POST /access/v1/cohort was answered with " + status);
            }
        }
        return new Streamed(seconds(began), first[0], lines[0]);
    }

    private static void load(Connection database, Population population) throws SQLException, IOException {
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE people (nhs_number text NOT NULL, care jsonb)");
        }
        CopyManager copies = database.unwrap(PGConnection.class).getCopyAPI();
        copies.copyIn("COPY people FROM STDIN", new Rows(population));
        try (Statement statement = database.createStatement()) {
            statement.execute("ALTER TABLE people ADD PRIMARY KEY (nhs_number)");
            statement.execute("VACUUM ANALYZE people");
        }
    }

    private static String scan() {
        // The requester of the question about everybody, and its type.
        return SCAN.formatted(Region.ofDemonstration().hospitals().get(1), "NHS_TRUST");
    }

    private static long count(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM (" + scan() + ") AS found")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static void copy(Connection database) throws SQLException, IOException {
        database.unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + scan() + ") TO STDOUT", java.io.OutputStream.nullOutputStream());
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    /** The population as PostgreSQL's COPY reads it. */
    private static final class Rows extends InputStream {

        private static final String CARE = "{\"scheme\":\"shared-care-record\"";

        private final Population population;
        private int next;
        private byte[] row = new byte[0];
        private int place;

        Rows(Population population) {
            this.population = population;
        }

        @Override
        public int read() {
            return more() ? row[place++] & 0xFF : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (!more()) {
                return -1;
            }
            int count = Math.min(length, row.length - place);
            System.arraycopy(row, place, into, offset, count);
            place += count;
            return count;
        }

        private boolean more() {
            if (place == row.length && next < population.size()) {
                row = (population.nhsNumber(next) + "\t" + care(population.preferences(next)) + "\n")
                        .getBytes(StandardCharsets.UTF_8);
                place = 0;
                next++;
            }
            return place < row.length;
        }

        // Care's preference comes first where there is one.
        private static String care(String preferences) {
            if (!preferences.startsWith("[" + CARE)) {
                return "\\N";
            }
            int end = preferences.indexOf(",{\"scheme\"");
            return preferences.substring(1, end < 0 ? preferences.length() - 1 : end);
        }
    }
}
