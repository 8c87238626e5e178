package uk.concord.audit.verify;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import uk.concord.audit.ledger.CopiedRows;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;
import uk.concord.audit.verify.Findings.Kind;

/**
 * Compares the search entries with what the records say. The sums of both are compared, which takes one look at each table; only where they
 * differ are the entries looked at record by record, to name what is wrong.
 */
final class SearchEntries {

    private static final String OTHER_ORGANISATIONS = """
            with entry as (
                select leaf_index, recorded_at, array_agg(organisation order by organisation collate "C") as organisations
                  from record_organisation group by leaf_index, recorded_at)
            select l.leaf_index, l.event_id
              from record r full join entry e on e.leaf_index = r.leaf_index and e.recorded_at = r.recorded_at
              join leaf l on l.leaf_index = coalesce(r.leaf_index, e.leaf_index)
             where coalesce(r.organisations, '{}') is distinct from coalesce(e.organisations, '{}')
             order by l.leaf_index
            """;
    private static final String COHORT_PARTS = """
            select l.leaf_index, l.event_id, r.recorded_at, r.body
              from record r join leaf l on l.leaf_index = r.leaf_index
             where r.type = 'cohort-part' or exists (
                select from record_patient p where p.leaf_index = r.leaf_index and p.recorded_at = r.recorded_at)
             order by l.leaf_index
            """;

    private final Connection connection;
    private final Findings findings;
    private final EntrySum.Keys keys;

    SearchEntries(Connection connection, Findings findings, EntrySum.Keys keys) {
        this.connection = connection;
        this.findings = findings;
        this.keys = keys;
    }

    /** Compares the entries by organisation with their expected sum. */
    void byOrganisation(EntrySum expected) throws SQLException {
        EntrySum stored = new EntrySum(keys);
        try (CopiedRows rows =
                new CopiedRows(connection, "select organisation, leaf_index, recorded_at from record_organisation")) {
            while (rows.next()) {
                String organisation = Objects.requireNonNull(rows.text());
                stored.add(organisation, rows.number(), Objects.requireNonNull(rows.instant()));
            }
        }
        if (!stored.sameAs(expected)) {
            long before = findings.count(Kind.COLUMNS);
            nameOrganisations();
            nameOrphans("record_organisation");
            demandNamed(before, "record_organisation");
        }
    }

    private void nameOrganisations() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(100);
            try (ResultSet rows = statement.executeQuery(OTHER_ORGANISATIONS)) {
                while (rows.next()) {
                    findings.add(
                            Kind.COLUMNS,
                            rows.getObject(2, UUID.class),
                            "The search entries of leaf " + rows.getLong(1) + " (event " + rows.getString(2)
                                    + ") by organisation were altered.");
                }
            }
        }
    }

    /** Compares the entries by the people of cohorts with their expected sum. */
    void byPerson(EntrySum expected) throws SQLException {
        EntrySum stored = new EntrySum(keys);
        try (CopiedRows rows =
                new CopiedRows(connection, "select person, leaf_index, recorded_at from record_patient")) {
            while (rows.next()) {
                UUID person = Objects.requireNonNull(rows.uuid());
                stored.add(person, rows.number(), Objects.requireNonNull(rows.instant()));
            }
        }
        if (!stored.sameAs(expected)) {
            long before = findings.count(Kind.COLUMNS);
            namePeople();
            nameOrphans("record_patient");
            demandNamed(before, "record_patient");
        }
    }

    // Whatever differs is a finding, also where it can't be named.
    private void demandNamed(long before, String table) {
        if (findings.count(Kind.COLUMNS) == before) {
            findings.add(Kind.COLUMNS, "The search entries in " + table + " don't say what the records say.");
        }
    }

    private void namePeople() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1);
            try (ResultSet rows = statement.executeQuery(COHORT_PARTS)) {
                while (rows.next()) {
                    if (!stored(rows).equals(said(rows.getBytes(4)))) {
                        findings.add(
                                Kind.COLUMNS,
                                rows.getObject(2, UUID.class),
                                "The search entries of leaf " + rows.getLong(1) + " (event " + rows.getString(2)
                                        + ") by the people whom it names were altered.");
                    }
                }
            }
        }
    }

    private Set<UUID> stored(ResultSet part) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "select person from record_patient where leaf_index = ? and recorded_at = ?")) {
            query.setLong(1, part.getLong(1));
            query.setObject(2, part.getObject(3, OffsetDateTime.class));
            try (ResultSet rows = query.executeQuery()) {
                Set<UUID> people = new HashSet<>();
                while (rows.next()) {
                    people.add(rows.getObject(1, UUID.class));
                }
                return people;
            }
        }
    }

    // What can't be read is named by the check of its own leaf.
    private static Set<UUID> said(byte[] body) {
        try {
            return Set.copyOf(RecordReader.facts(body).among());
        } catch (UnreadableRecordException e) {
            return Set.of();
        }
    }

    // What an erased record could be found by must be gone with it.
    private void nameOrphans(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from " + table + " x where not exists (select from record r"
                                + " where r.leaf_index = x.leaf_index and r.recorded_at = x.recorded_at)")) {
            rows.next();
            if (rows.getLong(1) > 0) {
                findings.add(Kind.COLUMNS, rows.getLong(1) + " rows of " + table + " have no record.");
            }
        }
    }
}
