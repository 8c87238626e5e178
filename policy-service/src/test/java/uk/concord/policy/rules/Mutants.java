package uk.concord.policy.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Small mistakes, one in each mutant: a condition negated or dropped, a rule dropped, a bound shifted, an effect turned around, a
 * union narrowed, a sign changed. None is the rules as they are, and no two are the same.
 */
final class Mutants {

    // A bar joins sets or begins the conditions of a comprehension, a semicolon parts these.
    private static final List<Swap> SWAPS = List.of(
            new Swap(" == ", " != "),
            new Swap(" != ", " == "),
            new Swap(" <= ", " < "),
            new Swap(" >= ", " > "),
            new Swap(" < ", " <= "),
            new Swap(" > ", " >= "),
            new Swap("\"permit\"", "\"deny\""),
            new Swap("\"deny\"", "\"permit\""),
            new Swap("not ", ""),
            new Swap(":= false", ":= true"),
            new Swap("min(", "max("),
            new Swap("max(", "min("),
            new Swap(") - ", ") | "),
            new Swap(" | ", " & "),
            new Swap(" | ", " | not "),
            new Swap("; ", "; not "),
            new Swap(" + ", " - "),
            new Swap("0 - ", "0 + "));

    private Mutants() {}

    private record Swap(String from, String to) {

        String name() {
            return from.strip() + " to " + to.strip();
        }
    }

    /**
     * @param file the module
     * @param line counted from 1
     * @param original what stood there
     * @param change what was done
     * @param text the module with the mistake in it
     */
    record Mutant(Path file, int line, String original, String change, String text) {

        /** Names it whatever lines come before it; lines that are alike have mutants of one name. */
        String name() {
            return file.getFileName() + ": " + original + " -> " + change;
        }

        @Override
        public String toString() {
            return file.getFileName() + ":" + line + ": " + change;
        }
    }

    static List<Mutant> of(Path rules) {
        List<Mutant> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(rules)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".rego"))
                    .sorted()
                    .toList()) {
                List<String> lines = Files.readAllLines(file);
                Set<String> texts = new HashSet<>(Set.of(joined(lines)));
                for (int index = 0; index < lines.size(); index++) {
                    new Place(file, lines, index)
                            .mutants()
                            .filter(mutant -> texts.add(mutant.text()))
                            .forEach(found::add);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** By chance, but the modules in turns, so that the first few have some of each. */
    static List<Mutant> inTurns(List<Mutant> mutants, long seed) {
        List<Mutant> shuffled = new ArrayList<>(mutants);
        Collections.shuffle(shuffled, new Random(seed));
        Map<Path, Integer> turns = new HashMap<>();
        Map<Mutant, Integer> turn = new IdentityHashMap<>();
        shuffled.forEach(mutant -> turn.put(mutant, turns.merge(mutant.file(), 1, Integer::sum)));
        shuffled.sort(Comparator.comparing(turn::get));
        return shuffled;
    }

    /** One line of a module, in which mistakes are made. */
    private record Place(Path file, List<String> lines, int index) {

        Stream<Mutant> mutants() {
            if (line().isBlank() || line().matches("(#|package |import ).*")) {
                return Stream.empty();
            }
            return Stream.of(swapped(), ofCondition(), ofRule()).flatMap(List::stream);
        }

        private String line() {
            return lines.get(index);
        }

        private List<Mutant> swapped() {
            List<Mutant> found = new ArrayList<>();
            for (Swap swap : SWAPS) {
                int first = line().indexOf(swap.from());
                for (int at = first; at >= 0; at = line().indexOf(swap.from(), at + 1)) {
                    String rest = line().substring(at + swap.from().length());
                    found.add(with(
                            at == first ? swap.name() : swap.name() + " at " + (at + 1),
                            line().substring(0, at) + swap.to() + rest));
                }
            }
            return found;
        }

        private List<Mutant> ofCondition() {
            if (!isCondition()) {
                return List.of();
            }
            String condition = line().strip();
            // One that is a negation already is turned around by a swap.
            return condition.startsWith("not ")
                    ? List.of(with("dropped", ""))
                    : List.of(with("dropped", ""), with("negated", "\tnot " + condition));
        }

        private List<Mutant> ofRule() {
            if (!Character.isLetter(line().charAt(0)) || !line().contains(" if ")) {
                return List.of();
            }
            if (line().endsWith("{")) {
                return List.of(ruleDropped());
            }
            return List.of(
                    ruleDropped(),
                    with("condition negated", line().replaceFirst(" if (?!not )", " if not ")),
                    with("condition dropped", line().replaceFirst(" if .*", " if true")));
        }

        // A line of its own, neither the beginning nor the end of something. What is no condition after all doesn't
        // compile.
        private boolean isCondition() {
            return line().startsWith("\t")
                    && !line().strip().matches("([}\\])]|some ).*")
                    && !line().matches(".*[{(\\[,]")
                    && !line().contains(":=");
        }

        private Mutant with(String change, String changed) {
            List<String> copy = new ArrayList<>(lines);
            copy.set(index, changed);
            return mutant(change, copy);
        }

        private Mutant ruleDropped() {
            List<String> copy = new ArrayList<>(lines);
            int end = index;
            if (line().endsWith("{")) {
                while (end < lines.size() - 1 && !lines.get(end).equals("}")) {
                    end++;
                }
            }
            copy.subList(index, end + 1).clear();
            return mutant("rule dropped", copy);
        }

        private Mutant mutant(String change, List<String> changed) {
            return new Mutant(file, index + 1, line().strip(), change, joined(changed));
        }
    }

    private static String joined(List<String> lines) {
        return String.join("\n", lines) + "\n";
    }
}
