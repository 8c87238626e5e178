package uk.concord.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures of several rounds: their median, least and greatest. */
public final class Rounds {

    private final List<Double> figures = new ArrayList<>();

    public void add(double figure) {
        figures.add(figure);
    }

    public boolean isEmpty() {
        return figures.isEmpty();
    }

    /** The middle one; of an even number, the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    public double least() {
        return figures.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double greatest() {
        return figures.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** The ratios of these to those of the other, round by round. */
    public Rounds over(Rounds other) {
        Rounds ratios = new Rounds();
        for (int i = 0; i < Math.min(figures.size(), other.figures.size()); i++) {
            ratios.add(figures.get(i) / other.figures.get(i));
        }
        return ratios;
    }

    /** Median (least to greatest), with so many decimals. */
    public String told(int decimals) {
        String one = "%." + decimals + "f";
        return String.format(Locale.ROOT, one + " (" + one + " to " + one + ")", median(), least(), greatest());
    }
}
