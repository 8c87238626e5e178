package uk.concord.policy.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Small mistakes, one in each mutant: a condition negated or dropped, a rule dropped, a bound shifted, an effect turned around. */
final class Mutants {

    /** Words and packing: no decision rests on them. */
    private static final Set<String> OTHERS = Set.of("texts.rego", "gap.rego", "search.rego");

    private static final Map<String, String> SWAPS = swaps();

    private Mutants() {}

    /**
     * @param file the module
     * @param line counted from 1
     * @param change what was done
     * @param text the module with the mistake in it
     */
    record Mutant(Path file, int line, String change, String text) {

        /** Names it whatever lines come before it. */
        String name(String original) {
            return file.getFileName() + ": " + original.strip() + " -> " + change;
        }

        @Override
        public String toString() {
            return file.getFileName() + ":" + line + ": " + change;
        }
    }

    private static Map<String, String> swaps() {
        Map<String, String> swaps = new LinkedHashMap<>();
        swaps.put(" == ", " != ");
        swaps.put(" != ", " == ");
        swaps.put(" <= ", " < ");
        swaps.put(" >= ", " > ");
        swaps.put(" < ", " <= ");
        swaps.put(" > ", " >= ");
        swaps.put("\"permit\"", "\"deny\"");
        swaps.put("\"deny\"", "\"permit\"");
        swaps.put("not ", "");
        swaps.put(":= false", ":= true");
        swaps.put("min(", "max(");
        swaps.put("max(", "min(");
        swaps.put(") - ", ") | ");
        return swaps;
    }

    static List<Mutant> of(Path rules) {
        List<Mutant> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(rules)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".rego"))
                    .filter(path -> !OTHERS.contains(path.getFileName().toString()))
                    .sorted()
                    .toList()) {
                of(file, Files.readAllLines(file), found);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static void of(Path file, List<String> lines, List<Mutant> found) {
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (line.isBlank() || line.startsWith("#") || line.startsWith("package ") || line.startsWith("import ")) {
                continue;
            }
            for (var swap : SWAPS.entrySet()) {
                int at = line.indexOf(swap.getKey());
                if (at >= 0) {
                    String changed = line.substring(0, at)
                            + swap.getValue()
                            + line.substring(at + swap.getKey().length());
                    found.add(new Mutant(
                            file,
                            index + 1,
                            swap.getKey().strip() + " to " + swap.getValue().strip(),
                            with(lines, index, changed)));
                }
            }
            if (isCondition(line)) {
                found.add(new Mutant(file, index + 1, "dropped", with(lines, index, "")));
                if (!line.strip().startsWith("not ")) {
                    found.add(new Mutant(file, index + 1, "negated", with(lines, index, "\tnot " + line.strip())));
                }
            }
            if (isRule(line)) {
                found.add(new Mutant(file, index + 1, "rule dropped", without(lines, index)));
                if (!line.endsWith("{")) {
                    found.add(new Mutant(
                            file,
                            index + 1,
                            "condition negated",
                            with(lines, index, line.replaceFirst(" if (?!not )", " if not "))));
                    found.add(new Mutant(
                            file,
                            index + 1,
                            "condition dropped",
                            with(lines, index, line.replaceFirst(" if .*", " if true"))));
                }
            }
        }
    }

    // A condition of its own line in a rule's body: as deep as the body, and not the beginning or the end of something.
    private static boolean isCondition(String line) {
        return line.startsWith("\t")
                && !line.startsWith("\t\t")
                && !line.strip().startsWith("}")
                && !line.strip().startsWith("]")
                && !line.strip().startsWith("some ")
                && !line.endsWith("{")
                && !line.endsWith("(")
                && !line.endsWith("[")
                && !line.endsWith(",")
                && !line.contains(":=");
    }

    private static boolean isRule(String line) {
        return Character.isLetter(line.charAt(0)) && line.contains(" if ");
    }

    private static String with(List<String> lines, int index, String changed) {
        List<String> copy = new ArrayList<>(lines);
        copy.set(index, changed);
        return String.join("\n", copy) + "\n";
    }

    private static String without(List<String> lines, int index) {
        List<String> copy = new ArrayList<>(lines);
        int end = index;
        if (lines.get(index).endsWith("{")) {
            while (end < lines.size() - 1 && !lines.get(end).equals("}")) {
                end++;
            }
        }
        copy.subList(index, end + 1).clear();
        return String.join("\n", copy) + "\n";
    }
}
