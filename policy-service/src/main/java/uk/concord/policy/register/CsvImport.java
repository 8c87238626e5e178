package uk.concord.policy.register;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;

/**
 * A CSV file (RFC 4180, UTF-8) of one kind, with the names of its columns in the first line. A column that the file doesn't have
 * leaves what is held as it is; a blank cell takes the member out.
 */
record CsvImport(Kind kind, byte[] file, RegisterJson json) implements ImportSource {

    private static final ObjectReader ROWS = new CsvMapper()
            .readerForListOf(String.class)
            .with(CsvParser.Feature.WRAP_AS_ARRAY)
            .with(CsvParser.Feature.SKIP_EMPTY_LINES)
            .with(CsvParser.Feature.TRIM_SPACES);
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    /** @throws ProblemException 400 if the kind isn't imported as CSV, or if the file's columns aren't those of the kind */
    @Override
    public List<ImportRow> rows(RegisterSnapshot held) {
        Map<String, CsvShape> columns = CsvColumns.of(kind)
                .orElseThrow(() -> ChangeMaker.invalid(
                        "Import " + kind.path() + " as JSON: as CSV there are organisations, partner-systems, purposes,"
                                + " categories and agreements."));
        List<ImportRow> rows = new ArrayList<>();
        try (MappingIterator<List<String>> lines = ROWS.readValues(text())) {
            @Nullable List<String> header = null;
            while (true) {
                try {
                    if (!lines.hasNextValue()) {
                        break;
                    }
                    List<String> line = lines.nextValue();
                    if (header == null) {
                        header = demandColumns(line, columns);
                    } else {
                        rows.add(row(rows.size() + 1, header, line, columns, held));
                    }
                } catch (JsonProcessingException e) {
                    // Where the quotes no longer fit together, nothing after it can be told apart.
                    rows.add(faulty(
                            rows.size() + 1,
                            "The file can't be read from here on: see that each quoted value ends with a quote, and that"
                                    + " quotes inside of it are doubled."));
                    break;
                }
            }
            if (header == null) {
                demandColumns(List.of(), columns);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return rows;
    }

    private String text() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw ChangeMaker.invalid("The file isn't in UTF-8. Save it as \"CSV UTF-8\".");
        }
    }

    private List<String> demandColumns(List<String> header, Map<String, CsvShape> columns) {
        List<String> unknown =
                header.stream().filter(name -> !columns.containsKey(name)).toList();
        if (!header.contains(kind.keyMember()) || !unknown.isEmpty() || new HashSet<>(header).size() < header.size()) {
            throw ChangeMaker.invalid("The first line must name the columns, each once, " + kind.keyMember()
                    + " among them. Of " + kind.path() + " there are " + String.join(", ", columns.keySet()) + "."
                    + (unknown.isEmpty() ? "" : " Not known: " + shortened(String.join(", ", unknown)) + "."));
        }
        return header;
    }

    private static String shortened(String text) {
        return text.length() <= Faults.LINE ? text : text.substring(0, Faults.LINE) + "…";
    }

    private ImportRow row(
            int number, List<String> header, List<String> line, Map<String, CsvShape> columns, RegisterSnapshot held) {
        if (line.size() != header.size()) {
            return faulty(number, "It has " + line.size() + " values; the first line names " + header.size() + ".");
        }
        String key = line.get(header.indexOf(kind.keyMember()));
        ObjectNode thing = held.find(kind, key).map(json::tree).orElseGet(this::blank);
        for (int i = 0; i < header.size(); i++) {
            CsvShape shape = columns.getOrDefault(header.get(i), CsvShape.IGNORED);
            if (shape != CsvShape.IGNORED) {
                put(thing, header.get(i), shape, line.get(i));
            }
        }
        for (String group : List.of("section_251", "dpia")) {
            if (thing.path(group).isEmpty()) {
                thing.remove(group);
            }
        }
        return json.row(number, kind, thing);
    }

    // A list of organisations from elsewhere names those that are open.
    private ObjectNode blank() {
        ObjectNode blank = json.blank();
        return kind == Kind.ORGANISATIONS ? blank.put("status", "active") : blank;
    }

    private static void put(ObjectNode thing, String column, CsvShape shape, @Nullable String cell) {
        int stop = column.indexOf('.');
        String member = column.substring(stop + 1);
        ObjectNode owner = stop < 0 ? thing : thing.withObjectProperty(column.substring(0, stop));
        if (cell == null || cell.isBlank()) {
            owner.remove(member);
        } else {
            owner.set(member, shape.member(cell));
        }
    }

    private ImportRow faulty(int number, String what) {
        return new ImportRow(number, kind, null, null, List.of(new Fault("", what)));
    }
}
