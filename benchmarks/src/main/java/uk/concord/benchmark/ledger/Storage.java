package uk.concord.benchmark.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a record takes on the database's disk, by table. */
final class Storage {

    private static final String QUERY = """
            select case when c.relname like 'record_organisation%' then 'organisations'
                        when c.relname like 'record_patient%' then 'people of cohorts'
                        when c.relname like 'record%' then 'record'
                        when c.relname in ('leaf', 'leaf_range', 'tile', 'checkpoint') then c.relname
                        else 'other' end as what,
                   sum(pg_table_size(c.oid)), sum(pg_indexes_size(c.oid))
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = 'public' and c.relkind = 'r'
             group by 1 order by 2 desc
            """;

    private Storage() {}

    /** Bytes, of the rows and of the indexes. */
    record Bytes(long rows, long indexes) {}

    static Map<String, Bytes> of(Ledger ledger) throws SQLException {
        Map<String, Bytes> found = new LinkedHashMap<>();
        try (Connection connection = ledger.database();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(QUERY)) {
            while (rows.next()) {
                found.put(rows.getString(1), new Bytes(rows.getLong(2), rows.getLong(3)));
            }
        }
        return found;
    }
}
