package uk.concord.policy.register;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** An import document: an object with a list for each kind, all optional. What it says of a thing is all that is said of it. */
record JsonImport(JsonNode document, RegisterJson json) implements ImportSource {

    /** @throws ProblemException 400 if it isn't such an object */
    @Override
    public List<ImportRow> rows(RegisterSnapshot held) {
        Map<String, Kind> kinds = new TreeMap<>();
        for (Kind kind : Kind.values()) {
            kinds.put(kind.member(), kind);
        }
        List<String> faults = new ArrayList<>();
        if (!document.isObject()) {
            faults.add("The document must be a JSON object.");
        }
        List<ImportRow> rows = new ArrayList<>();
        document.properties().forEach(member -> {
            Kind kind = kinds.get(member.getKey());
            if (kind == null || !member.getValue().isArray()) {
                faults.add(member.getKey() + ": must be one of " + kinds.keySet() + ", and a list.");
                return;
            }
            int number = 0;
            for (JsonNode element : member.getValue()) {
                rows.add(json.row(++number, kind, element));
            }
        });
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "Nothing was imported. See faults.", Map.of("faults", faults), null);
        }
        return rows;
    }
}
