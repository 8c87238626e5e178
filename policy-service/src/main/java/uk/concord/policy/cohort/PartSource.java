package uk.concord.policy.cohort;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.projection.Population;

/** Where the people of a cohort come from, some at a time. */
sealed interface PartSource extends AutoCloseable {

    /** Some more people; null if there are no more. */
    @Nullable
    Part next() throws IOException, InterruptedException;

    @Override
    void close();

    /** Those whose numbers a client sends. */
    record Listed(ReadAhead list, Population population) implements PartSource {

        @Override
        public @Nullable Part next() throws IOException, InterruptedException {
            Rows rows = list.next();
            if (rows.isEnd()) {
                return null;
            }
            Part part = new Part(rows.count());
            for (int i = 0; i < rows.count(); i++) {
                long number = rows.numbers()[i];
                if (number != RowReader.NO_ROW) {
                    part.add(rows.firstLine() + i, number, number < 0 ? Population.NONE : population.row(number));
                }
            }
            return part;
        }

        @Override
        public void close() {
            list.close();
        }
    }

    /** Everybody on the register. */
    final class Everybody implements PartSource {

        private final Population population;
        private final int most;
        private int next;

        Everybody(Population population, int most) {
            this.population = population;
            this.most = most;
        }

        @Override
        public @Nullable Part next() {
            int end = Math.min(next + most, population.size());
            if (next == end) {
                return null;
            }
            Part part = new Part(end - next);
            for (int row = next; row < end; row++) {
                part.add(0, population.nhsNumber(row), row);
            }
            next = end;
            return part;
        }

        @Override
        public void close() {
            next = population.size();
        }
    }
}
