package uk.concord.policy.register;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Imports many things at once, whole or not at all, and reports what becomes of each row. */
@ApplicationScoped
class RegisterImport {

    private final Register register;
    private final RegisterSettings settings;

    RegisterImport(Register register, RegisterSettings settings) {
        this.register = register;
        this.settings = settings;
    }

    /**
     * @param dryRun only to report, and to change nothing
     * @throws ProblemException 400 if a row can't be read, 422 if one doesn't fit the register; with {@code faults}, the report
     *     in {@code rows}, and nothing changed. A dry run reports such rows as refused instead.
     */
    @Transactional
    ImportReport load(ImportSource source, boolean dryRun, Change change) {
        RegisterSnapshot before = register.lock();
        List<ImportRow> rows = demandSize(source.rows(before));
        Map<ImportRow, List<String>> notes = new HashMap<>();
        Map<ImportRow, RegisterThing> things = things(rows, before, notes);
        Map<ImportRow, List<Fault>> faults = faults(rows, things, before);
        List<ImportReport.Row> report = rows.stream()
                .map(row -> line(row, things.get(row), faults.getOrDefault(row, List.of()), before, notes))
                .toList();
        if (dryRun) {
            return ImportReport.of(before.revision(), true, report);
        }
        if (!faults.isEmpty()) {
            throw refusal(rows, faults, report);
        }
        RegisterOutcome outcome = register.apply(before, List.copyOf(things.values()), change);
        return ImportReport.of(outcome.revision(), false, report);
    }

    private List<ImportRow> demandSize(List<ImportRow> rows) {
        if (rows.size() > settings.importRows()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "An import may have " + settings.importRows() + " rows; this one has more. Import it in parts.");
        }
        return rows;
    }

    private static Map<ImportRow, RegisterThing> things(
            List<ImportRow> rows, RegisterSnapshot before, Map<ImportRow, List<String>> notes) {
        Map<ImportRow, RegisterThing> things = new LinkedHashMap<>();
        for (ImportRow row : rows) {
            @Nullable RegisterThing said = row.thing();
            if (said instanceof Agreement agreement
                    && before.find(Kind.AGREEMENTS, said.key()).orElse(null) instanceof Agreement held) {
                things.put(
                        row,
                        AgreementEdit.imported(held, agreement, notes.computeIfAbsent(row, r -> new ArrayList<>())));
            } else if (said != null) {
                things.put(row, said);
            }
        }
        return things;
    }

    private Map<ImportRow, List<Fault>> faults(
            List<ImportRow> rows, Map<ImportRow, RegisterThing> things, RegisterSnapshot before) {
        Set<String> unread = new HashSet<>();
        rows.stream()
                .filter(row -> row.thing() == null)
                .forEach(row -> row.address().ifPresent(unread::add));
        RegisterValidation validation = register.validation(before.with(things.values()), unread);
        Map<ImportRow, List<Fault>> all = new HashMap<>();
        Map<String, ImportRow> first = new HashMap<>();
        for (ImportRow row : rows) {
            List<Fault> faults = new ArrayList<>(row.faults());
            @Nullable RegisterThing thing = things.get(row);
            if (thing != null && !before.holds(thing)) {
                faults.addAll(validation.faults(thing));
            }
            @Nullable
            ImportRow earlier = row.address()
                    .map(address -> first.putIfAbsent(address, row))
                    .orElse(null);
            if (earlier != null) {
                faults.add(new Fault(row.kind().keyMember(), "is the same as in row " + earlier.row() + "."));
            }
            if (!faults.isEmpty()) {
                all.put(row, faults);
            }
        }
        return all;
    }

    private static ImportReport.Row line(
            ImportRow row,
            @Nullable RegisterThing thing,
            List<Fault> faults,
            RegisterSnapshot before,
            Map<ImportRow, List<String>> notes) {
        ImportReport.Outcome outcome;
        List<String> why = notes.getOrDefault(row, List.of());
        if (thing == null || !faults.isEmpty()) {
            outcome = ImportReport.Outcome.REFUSED;
            why = faults.stream().map(Fault::text).toList();
        } else if (before.holds(thing)) {
            outcome = ImportReport.Outcome.UNCHANGED;
        } else {
            outcome = before.find(thing.kind(), thing.key()).isPresent()
                    ? ImportReport.Outcome.CHANGED
                    : ImportReport.Outcome.CREATED;
        }
        return new ImportReport.Row(row.row(), row.kind().path(), row.key(), outcome, why);
    }

    private static ProblemException refusal(
            List<ImportRow> rows, Map<ImportRow, List<Fault>> faults, List<ImportReport.Row> report) {
        List<String> texts = rows.stream()
                .flatMap(row ->
                        faults.getOrDefault(row, List.of()).stream().map(fault -> row.place() + ": " + fault.text()))
                .toList();
        boolean unreadable = rows.stream().anyMatch(row -> row.thing() == null);
        return new ProblemException(
                unreadable ? ProblemType.INVALID_REQUEST : ProblemType.UNPROCESSABLE,
                "Nothing was imported: " + faults.size() + " of " + rows.size()
                        + " rows can't be taken. See faults, or rows for what would have become of each.",
                Map.of("faults", texts, "rows", report),
                null);
    }
}
