package uk.concord.benchmark.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import uk.concord.benchmark.load.Latencies;

/** Writes what was seen of the ledger at several sizes as Markdown. */
final class LedgerTables {

    private static final double P50 = 0.5;
    private static final double P99 = 0.99;

    private final List<Growth> grown;
    private final int producers;

    /**
     * @param grown ascending
     * @param producers how many appended at each size
     */
    LedgerTables(List<Growth> grown, int producers) {
        this.grown = List.copyOf(grown);
        this.producers = producers;
    }

    /**
     * All tables.
     *
     * @param body bytes of a record's body, in the mean
     * @param plans of one search of each kind, at the largest size
     */
    String of(int body, Map<String, List<String>> plans) {
        return growth() + searches() + storage(body) + plans(plans);
    }

    private String growth() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n### As it grows%n%n| records | filled | %d producers, synced | acknowledged p99 | provable p99 | search p50 | search p99 | bytes"
                        + " a record |%n| --- | --- | --- | --- | --- | --- | --- | --- |%n",
                producers));
        for (Growth at : grown) {
            Latencies all = at.allSearches();
            long bytes = at.storage().values().stream()
                    .mapToLong(each -> each.rows() + each.indexes())
                    .sum();
            text.append(String.format(
                    Locale.ROOT,
                    "| %,d | %,.0f/s | %,.0f/s | %.1f ms | %.0f ms | %.1f ms | %.1f ms | %,d |%n",
                    at.size(),
                    at.filled(),
                    at.appended().perSecond(),
                    at.appended().acknowledged().millis(P99),
                    at.appended().provable().millis(P99),
                    all.millis(P50),
                    all.millis(P99),
                    bytes / at.size()));
        }
        return text.toString();
    }

    private String searches() {
        StringBuilder text = new StringBuilder("\n### Searches\n\np50 and p99 in milliseconds.\n\n");
        StringJoiner head = new StringJoiner(" | ", "| ", " |\n").add("what is looked for");
        StringJoiner line = new StringJoiner(" | ", "| ", " |\n").add("---");
        for (Growth at : grown) {
            head.add(String.format(Locale.ROOT, "%,d records", at.size()));
            line.add("---");
        }
        text.append(head).append(line);
        for (String kind : grown.getLast().searches().keySet()) {
            StringJoiner cells = new StringJoiner(" | ", "| ", " |\n").add(kind);
            for (Growth at : grown) {
                Latencies seen = at.searches().getOrDefault(kind, new Latencies());
                cells.add(String.format(Locale.ROOT, "%.1f, %.1f", seen.millis(P50), seen.millis(P99)));
            }
            text.append(cells);
        }
        return text.toString();
    }

    private String storage(int body) {
        Growth last = grown.getLast();
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%n### What a record takes%n%nBytes a record with %,d records; a body has %,d in the mean. %n%n"
                        + "| table | rows | indexes |%n| --- | --- | --- |%n",
                last.size(),
                body));
        last.storage()
                .forEach((table, bytes) -> text.append(String.format(
                        Locale.ROOT,
                        "| %s | %.1f | %.1f |%n",
                        table,
                        bytes.rows() / (double) last.size(),
                        bytes.indexes() / (double) last.size())));
        return text.toString();
    }

    private String plans(Map<String, List<String>> plans) {
        return String.format(
                        Locale.ROOT,
                        "%n### Plans with %,d records%n",
                        grown.getLast().size())
                + plans.entrySet().stream()
                        .map(plan -> "\n" + plan.getKey() + ":\n\n"
                                + plan.getValue().stream()
                                        .map(node -> "    " + node + "\n")
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining());
    }
}
