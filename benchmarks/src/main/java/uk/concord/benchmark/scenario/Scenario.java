package uk.concord.benchmark.scenario;

import uk.concord.benchmark.report.Row;

/** Measures one row. */
public interface Scenario {

    /** The first cell of its row. */
    String name();

    /** The fifth cell of its row. */
    String goal();

    /** Measures it. What it throws makes a failed row, and the others go on. */
    Row measure(Stage stage) throws Exception;
}
