package uk.concord.benchmark.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** How PostgreSQL carries out the searches, as its own auto_explain writes it into its log. */
final class Plans {

    private static final Pattern SEARCH = Pattern.compile("select r\\.leaf_index, r\\.recorded_at, l\\.event_id");
    private static final Pattern NODE = Pattern.compile("^\\s*(->\\s+)?[A-Z][A-Za-z ]+.*\\((actual|never executed).*");
    private static final Pattern COSTS = Pattern.compile("\\s*\\(cost=[^)]*\\)");

    private final Ledger ledger;
    private final Path log;

    Plans(Ledger ledger, Path log) {
        this.ledger = ledger;
        this.log = log;
    }

    /** The plan of one search of each kind: the nodes, and what each did. */
    Map<String, List<String>> of(Searching searching, long size) throws SQLException, IOException {
        Map<String, List<String>> plans = new LinkedHashMap<>();
        List<String> name = new ArrayList<>();
        List<Long> begin = new ArrayList<>();
        explain(true);
        try {
            searching.once(size, kind -> {
                name.add(kind);
                begin.add(log.toFile().length());
            });
        } finally {
            explain(false);
        }
        begin.add(log.toFile().length());
        for (int i = 0; i < name.size(); i++) {
            plans.put(name.get(i), nodes(read(begin.get(i), begin.get(i + 1))));
        }
        return plans;
    }

    private void explain(boolean wanted) throws SQLException {
        try (Connection connection = ledger.database();
                Statement statement = connection.createStatement()) {
            if (wanted) {
                statement.execute("alter system set auto_explain.log_min_duration = 0");
                statement.execute("alter system set auto_explain.log_analyze = on");
            } else {
                statement.execute("alter system reset auto_explain.log_min_duration");
                statement.execute("alter system reset auto_explain.log_analyze");
            }
            statement.execute("select pg_reload_conf()");
        }
        // Sessions take the change with their next command after the signal, which may take a moment.
        LockSupport.parkNanos(1_000_000_000);
    }

    private String read(long from, long to) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(to - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static List<String> nodes(String text) {
        List<String> found = new ArrayList<>();
        boolean search = false;
        for (String line : text.lines().toList()) {
            if (line.contains("Query Text:")) {
                search = SEARCH.matcher(line).find() && found.isEmpty();
            } else if (search && NODE.matcher(line).find()) {
                found.add(COSTS.matcher(line.replace("\t", "")).replaceAll(""));
            }
        }
        return found;
    }
}
