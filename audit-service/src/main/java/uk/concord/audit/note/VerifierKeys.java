package uk.concord.audit.note;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All keys whose signatures under one log's checkpoints count. They share the log's origin as their name. A key that was retired
 * counts only up to the size at which it was: whoever gets hold of it later can't sign anything newer with it.
 *
 * @param entries the key that signs now first; none twice
 */
public record VerifierKeys(List<Entry> entries) {

    private static final Pattern LINE = Pattern.compile("(\\S+)(?: until (0|[1-9][0-9]{0,17}))?");

    /**
     * One key.
     *
     * @param until the largest size of a checkpoint for which its signature counts; nothing if it wasn't retired
     */
    public record Entry(VerifierKey key, @Nullable Long until) {

        /** Whether its signature counts under a checkpoint of this size. */
        boolean counts(long size) {
            return until == null || size <= until;
        }

        /** The key, and {@code until} with the size behind it if it was retired. */
        public String text() {
            return until == null ? key.text() : key.text() + " until " + until;
        }
    }

    /** @throws IllegalArgumentException if there are none, one is there twice, or they have different names */
    public VerifierKeys {
        entries = List.copyOf(entries);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("A log has at least one key");
        }
        for (int i = 0; i < entries.size(); i++) {
            VerifierKey key = entries.get(i).key();
            if (!key.name().equals(entries.getFirst().key().name())) {
                throw new IllegalArgumentException(
                        "The key " + key.text() + " has another name than the log's origin, which is "
                                + entries.getFirst().key().name());
            }
            if (entries.subList(0, i).stream().anyMatch(other -> other.key().isSameKeyAs(key))) {
                throw new IllegalArgumentException("The key " + key.text() + " is there twice");
            }
        }
    }

    /** One key that was never changed. */
    public static VerifierKeys of(VerifierKey only) {
        return new VerifierKeys(List.of(new Entry(only, null)));
    }

    /**
     * Reads what {@link #text} writes: a key on each line, with {@code until} and a size behind one that was retired. Empty lines, and
     * lines that begin with a hash sign, are passed over.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static VerifierKeys parse(String text) {
        List<Entry> entries = new ArrayList<>();
        text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(line -> entries.add(entry(line)));
        return new VerifierKeys(entries);
    }

    private static Entry entry(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "A line with a key has the form name+id+key, or name+id+key until <size>; this one hasn't: "
                            + line);
        }
        String until = matcher.group(2);
        return new Entry(VerifierKey.parse(matcher.group(1)), until == null ? null : Long.valueOf(until));
    }

    /**
     * Reads a file that holds either keys as {@link #parse} reads them, or the PEM of one public key.
     *
     * @param nameForPem the name to give to a key that comes as PEM, which has none
     * @throws IllegalArgumentException if the file holds neither
     */
    public static VerifierKeys read(Path file, @Nullable String nameForPem) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        return VerifierKey.isPem(text) ? of(VerifierKey.ofPem(text, nameForPem)) : parse(text);
    }

    /** The log's origin, which is the name of all its keys. */
    public String origin() {
        return entries.getFirst().key().name();
    }

    List<VerifierKey> keys() {
        return entries.stream().map(Entry::key).toList();
    }

    /** Whether one of the signers counts under a checkpoint of this size. */
    boolean count(List<VerifierKey> signers, long size) {
        return entries.stream().anyMatch(entry -> entry.counts(size) && signers.contains(entry.key()));
    }

    /** One line for each key, the one that signs now first. */
    public String text() {
        return entries.stream().map(entry -> entry.text() + "\n").collect(Collectors.joining());
    }
}
