package uk.concord.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.testing.LedgerDatabase;
import uk.concord.kernel.identity.OdsCode;

/**
 * How PostgreSQL goes through a ledger of 120,000 records, of which two organisations have half each: newest first by index, whatever is
 * looked for, and never all of it.
 */
class SearchPlansTest {

    private static final UUID SOMEBODY = UUID.fromString("0190a000-0000-7000-8000-000000000007");
    private static final String ONE_PSEUDONYM = "00112233445566778899aabbccddeeff";
    private static final Viewer REGION = new Viewer.Region();
    private static final Viewer ONE = new Viewer.OneOrganisation(new OdsCode("RXN"));

    private static LedgerDatabase database;

    @BeforeAll
    static void fill() throws SQLException {
        database = LedgerDatabase.create();
        database.execute(
                "select make_months('2026-11-26Z')",
                "insert into leaf select i, gen_random_uuid(), decode(repeat('00', 32), 'hex'),"
                        + " decode(repeat('00', 32), 'hex'), timestamptz '2026-11-26Z' + i / 300 * interval '1 microsecond'"
                        + " from generate_series(0, 119999) i",
                "insert into record (leaf_index, recorded_at, salt, body, type, occurred_at, source, patient_id, actor_client,"
                        + " actor_subject, actor_user, actor_capacity, organisations, purpose, outcome, decision_id)"
                        + " select leaf_index, recorded_at, leaf_hash, convert_to('{\"summary\":\"' || repeat('x', 700) || '\"}', 'UTF8'),"
                        + " case when leaf_index % 10 = 9 then 'access' else 'decision' end,"
                        + " timestamptz '2026-01-01Z' + leaf_index * interval '1 minute', 'policy-service',"
                        + " ('0190a000-0000-7000-8000-' || lpad(to_hex(leaf_index % 5000), 12, '0'))::uuid,"
                        + " 'epr-' || leaf_index % 20, 'account-' || leaf_index % 5000, 'user-' || leaf_index % 5000,"
                        + " 'staff', array[case leaf_index % 2 when 0 then 'RXN' else 'RXL' end],"
                        + " case when leaf_index = 5 then 'BTG' else 'TREAT' end,"
                        + " case when leaf_index % 25 = 3 then 'deny' else 'permit' end, event_id from leaf",
                "insert into record_organisation select organisations[1], leaf_index, recorded_at from record",
                "insert into leaf_range select leaf_index / 1024 * 1024, min(occurred_at), max(occurred_at) from record"
                        + " where leaf_index < 119808 group by 1",
                "analyze");
    }

    static Stream<Arguments> searches() {
        Instant from = Instant.parse("2026-02-01T00:00:00Z");
        return Stream.of(
                Arguments.of("the newest", criteria(null, null, null), REGION, "pkey"),
                Arguments.of("purpose", criteria("TREAT", null, null), REGION, "leaf_index"),
                Arguments.of("rare purpose", criteria("BTG", null, null), REGION, "purpose_leaf_index_idx"),
                Arguments.of("no such purpose", criteria("NONE", null, null), REGION, "purpose_leaf_index_idx"),
                Arguments.of("outcome", criteria(null, "deny", null), REGION, "leaf_index"),
                Arguments.of("no such outcome", criteria(null, "none", null), REGION, "outcome_leaf_index_idx"),
                Arguments.of("organisation", criteria(null, null, "RXN"), REGION, "record_organisation"),
                Arguments.of("one organisation's", criteria("TREAT", null, null), ONE, "record_organisation"),
                Arguments.of("organisation and refusals", criteria(null, "deny", "RXL"), REGION, "record_organisation"),
                Arguments.of(
                        "time",
                        new Criteria(null, null, null, null, null, from, from.plusSeconds(86_400), null, false),
                        REGION,
                        "pkey"),
                Arguments.of("patient", about(new Whom(SOMEBODY, List.of())), ONE, "patient_id_leaf_index_idx"),
                Arguments.of(
                        "patient with several numbers",
                        about(new Whom(SOMEBODY, List.of(ONE_PSEUDONYM, "f" + ONE_PSEUDONYM.substring(1)))),
                        ONE,
                        "pseudonym_leaf_index_idx"),
                Arguments.of("decision", Criteria.ofDecision(SOMEBODY), REGION, "decision_id_leaf_index_idx"),
                Arguments.of(
                        "gaps",
                        new Criteria(null, null, null, null, null, null, null, null, true),
                        ONE,
                        "leaf_index_idx"),
                Arguments.of("user", by("user-7", null, null, null), REGION, "actor_user_leaf_index_idx"),
                Arguments.of("subject", by(null, null, "account-7", null), ONE, "actor_subject_leaf_index_idx"),
                Arguments.of("client", by(null, null, null, "epr-none"), REGION, "actor_client_leaf_index_idx"),
                Arguments.of("person", by(null, "user-7", null, null), REGION, "actor_user_leaf_index_idx"),
                Arguments.of("person too", by(null, "account-7", null, null), REGION, "actor_subject_leaf_index_idx"));
    }

    private static Criteria criteria(
            @Nullable String purpose, @Nullable String outcome, @Nullable String organisation) {
        return new Criteria(
                null,
                organisation == null ? null : new OdsCode(organisation),
                null,
                purpose,
                outcome,
                null,
                null,
                null,
                false);
    }

    private static Criteria about(Whom whom) {
        return new Criteria(whom, null, null, null, null, null, null, null, false);
    }

    private static Criteria by(
            @Nullable String user, @Nullable String person, @Nullable String subject, @Nullable String client) {
        return criteria(null, null, null).by(new Actor(person, user, subject, client));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("searches")
    void nothingIsReadThroughOrSorted(String name, Criteria criteria, Viewer viewer, String index) throws SQLException {
        String plan = plan(criteria, viewer);

        assertThat(plan).contains(index).doesNotContain("Seq Scan on record_2026_11", "Seq Scan on leaf ");
        assertThat(rowsRead(plan)).as(plan).isLessThan(6_000);
    }

    /** The most that any node gives to the one above it, or throws away. */
    private static long rowsRead(String plan) {
        return Stream.concat(
                        Pattern.compile("actual rows=([0-9]+)").matcher(plan).results(),
                        Pattern.compile("Removed by Filter: ([0-9]+)")
                                .matcher(plan)
                                .results())
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElseThrow();
    }

    private static String plan(Criteria criteria, Viewer viewer) throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection connection = database.asService();
                Statement statement = connection.createStatement()) {
            for (LeafSpan span : TimeSpans.of(connection, criteria.from(), criteria.until())) {
                try (PreparedStatement query =
                                Fitting.of(criteria, viewer).in(span).newest(connection, 51);
                        ResultSet rows = statement.executeQuery(
                                "explain (analyze, costs off, timing off, summary off, buffers off) " + query)) {
                    while (rows.next()) {
                        plan.append(rows.getString(1)).append('\n');
                    }
                }
            }
        }
        return plan.toString();
    }
}
