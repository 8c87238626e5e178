package uk.concord.stack.custodian;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The records of all synthetic patients, made when they are asked for. */
final class RecordStore {

    static final List<String> TYPES =
            List.of("Patient", "MedicationRequest", "AllergyIntolerance", "Condition", "Observation");

    private final List<String> nhsNumbers;
    private final Map<String, Integer> places = new LinkedHashMap<>();

    RecordStore(List<String> nhsNumbers) {
        this.nhsNumbers = List.copyOf(nhsNumbers);
        for (int place = 0; place < nhsNumbers.size(); place++) {
            places.put(nhsNumbers.get(place), place);
        }
    }

    /** Everything of one type that this patient has; nothing for a number that nobody here has. */
    List<ObjectNode> search(String type, String nhsNumber) {
        Integer place = places.get(nhsNumber);
        return place == null ? List.of() : ofType(type, place);
    }

    Optional<ObjectNode> read(String type, String id) {
        String[] parts = id.split("-", -1);
        if (parts.length < 2 || !parts[1].matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        int place = Integer.parseInt(parts[1]);
        if (place >= nhsNumbers.size()) {
            return Optional.empty();
        }
        return ofType(type, place).stream()
                .filter(resource -> resource.path("id").asText().equals(id))
                .findFirst();
    }

    private List<ObjectNode> ofType(String type, int place) {
        String nhsNumber = nhsNumbers.get(place);
        if (type.equals("Patient")) {
            return List.of(Resources.patient(place, nhsNumber));
        }
        List<Synthetic> entries = SyntheticRecord.of(place);
        List<ObjectNode> resources = new ArrayList<>();
        for (int number = 0; number < entries.size(); number++) {
            if (entries.get(number).type().equals(type)) {
                resources.add(Resources.of(entries.get(number), place, number, nhsNumber));
            }
        }
        return resources;
    }
}
