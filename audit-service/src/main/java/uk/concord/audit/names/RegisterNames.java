package uk.concord.audit.names;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names by code, as the register had them at one moment.
 *
 * @param organisations by ODS code
 * @param purposes by code
 * @param categories by id
 * @param schemes by id
 */
public record RegisterNames(
        Map<String, String> organisations,
        Map<String, String> purposes,
        Map<String, String> categories,
        Map<String, String> schemes) {

    /** What is known while the register was never read. */
    static final RegisterNames NONE = new RegisterNames(Map.of(), Map.of(), Map.of(), Map.of());

    private static final Pattern CODE = Pattern.compile("\\b[A-Z0-9]{3,9}\\b");

    /** An organisation's name with its code, or the code. */
    public String organisation(String code) {
        return named(organisations, code);
    }

    /** A purpose's title with its code, or the code. */
    public String purpose(String code) {
        return named(purposes, code);
    }

    /** The purposes' titles with their codes, in order of their titles. */
    public Map<String, String> purposesByTitle() {
        Map<String, String> sorted = new LinkedHashMap<>();
        purposes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> sorted.put(entry.getKey(), purpose(entry.getKey())));
        return sorted;
    }

    /** A category's title, or its id. */
    public String category(String id) {
        return categories.getOrDefault(id, id);
    }

    /** A scheme's title, or its id. */
    public String scheme(String id) {
        return schemes.getOrDefault(id, id);
    }

    /** A sentence of a record, with the names of the organisations and purposes for which it has only codes. */
    public String spoken(String sentence) {
        Matcher codes = CODE.matcher(sentence);
        return codes.replaceAll(code -> Matcher.quoteReplacement(said(code.group())));
    }

    private String said(String code) {
        String purpose = purposes.get(code);
        return purpose == null ? organisations.getOrDefault(code, code) : "“" + purpose + "”";
    }

    /** The organisations that somebody may mean who types a code, a name or a part of one. */
    public Map<String, String> meant(String typed) {
        String code = typed.toUpperCase(Locale.ROOT);
        String wanted = typed.toLowerCase(Locale.UK);
        return Optional.ofNullable(organisations.get(code))
                .map(name -> Map.of(code, name))
                .orElseGet(() -> whoseName(wanted));
    }

    private Map<String, String> whoseName(String wanted) {
        Map<String, String> found = new LinkedHashMap<>();
        List<Map.Entry<String, String>> sorted = organisations.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .toList();
        sorted.stream()
                .filter(entry -> entry.getValue().toLowerCase(Locale.UK).contains(wanted))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        List<Map.Entry<String, String>> exact = sorted.stream()
                .filter(entry -> entry.getValue().toLowerCase(Locale.UK).equals(wanted))
                .toList();
        return exact.size() == 1
                ? Map.of(exact.getFirst().getKey(), exact.getFirst().getValue())
                : found;
    }

    private static String named(Map<String, String> names, String code) {
        String name = names.get(code);
        return name == null ? code : name + " (" + code + ")";
    }
}
