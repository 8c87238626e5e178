package uk.concord.benchmark.report;

import java.util.List;
import java.util.StringJoiner;

/** Writes rows as Markdown. */
public final class Table {

    private Table() {}

    /** The table, and below it each row's notes. */
    public static String markdown(List<Row> rows) {
        StringBuilder text = new StringBuilder();
        text.append("| scenario | ours | peer | ratio | goal | met |\n| --- | --- | --- | --- | --- | --- |\n");
        for (Row row : rows) {
            StringJoiner cells = new StringJoiner(" | ", "| ", " |\n");
            for (String cell : List.of(row.scenario(), row.ours(), row.peer(), row.ratio(), row.goal(), row.met())) {
                cells.add(cell.replace("|", "\\|").replace("\n", " "));
            }
            text.append(cells);
        }
        for (Row row : rows) {
            if (!row.notes().isEmpty()) {
                text.append("\n**").append(row.scenario()).append("**\n\n");
                row.notes().forEach(note -> text.append("- ").append(note).append('\n'));
            }
        }
        return text.toString();
    }
}
