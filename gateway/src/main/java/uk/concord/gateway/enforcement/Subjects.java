package uk.concord.gateway.enforcement;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import uk.concord.kernel.identity.NhsNumber;

/**
 * Finds out about whom a resource is: by the NHS number in its subject, or by the Patient resource that its subject refers to,
 * which is read from the custodian once for each request.
 */
final class Subjects {

    private static final List<String> ELEMENTS = List.of("subject", "patient");
    private static final Pattern REFERENCE = Pattern.compile("Patient/([A-Za-z0-9.-]{1,64})");

    private final CustodianClient custodian;
    private final URI base;
    private final Map<String, Set<NhsNumber>> patients = new HashMap<>();

    Subjects(CustodianClient custodian, URI base) {
        this.custodian = custodian;
        this.base = base;
    }

    /** Whether the resource is about this patient and names nobody else's NHS number. */
    boolean isAbout(JsonNode resource, NhsNumber patient) {
        if (!namesNobodyElse(resource, patient)) {
            return false;
        }
        if (resource.path("resourceType").asText().equals("Patient")) {
            return numbersOf(resource).contains(patient);
        }
        List<JsonNode> subjects = ELEMENTS.stream()
                .map(resource::path)
                .filter(node -> !node.isMissingNode())
                .toList();
        return !subjects.isEmpty()
                && subjects.stream()
                        .allMatch(subject -> numbersOfSubject(subject).contains(patient));
    }

    /** The NHS number of the one patient whom the resource is about; nothing if that can't be told for certain. */
    Optional<NhsNumber> patientOf(JsonNode resource) {
        if (resource.path("resourceType").asText().equals("Patient")) {
            return current(resource);
        }
        Set<NhsNumber> found = new LinkedHashSet<>();
        ELEMENTS.forEach(element -> found.addAll(numbersOfSubject(resource.path(element))));
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    // Old numbers of a person stay on her Patient resource; the one in use is asked about.
    private static Optional<NhsNumber> current(JsonNode patient) {
        List<NhsNumber> inUse = StreamSupport.stream(patient.path("identifier").spliterator(), false)
                .filter(Subjects::isNhsNumber)
                .filter(identifier -> !identifier.path("use").asText().equals("old"))
                .flatMap(identifier -> NhsNumber.parse(identifier.path("value").asText()).stream())
                .distinct()
                .toList();
        return inUse.size() == 1 ? Optional.of(inUse.getFirst()) : Optional.empty();
    }

    private boolean namesNobodyElse(JsonNode resource, NhsNumber patient) {
        boolean isPatient = resource.path("resourceType").asText().equals("Patient");
        boolean[] onlyHer = {true};
        Tree.objects(resource, node -> {
            boolean herOwnOldNumber = isPatient && node.path("use").asText().equals("old");
            if (isNhsNumber(node)
                    && !herOwnOldNumber
                    && !node.path("value").asText().equals(patient.digits())) {
                onlyHer[0] = false;
            }
        });
        return onlyHer[0];
    }

    private Set<NhsNumber> numbersOfSubject(JsonNode subject) {
        JsonNode identifier = subject.path("identifier");
        if (isNhsNumber(identifier)) {
            return NhsNumber.parse(identifier.path("value").asText())
                    .map(Set::of)
                    .orElseGet(Set::of);
        }
        String reference = subject.path("reference").asText();
        String relative = reference.startsWith(base + "/")
                ? reference.substring(base.toString().length() + 1)
                : reference;
        Matcher matcher = REFERENCE.matcher(relative);
        return matcher.matches() ? patients.computeIfAbsent(matcher.group(1), this::fetch) : Set.of();
    }

    private Set<NhsNumber> fetch(String id) {
        return custodian
                .read(base, "Patient", id)
                .filter(patient -> patient.path("resourceType").asText().equals("Patient")
                        && patient.path("id").asText().equals(id))
                .flatMap(Subjects::current)
                .map(Set::of)
                .orElseGet(Set::of);
    }

    private static Set<NhsNumber> numbersOf(JsonNode patient) {
        Set<NhsNumber> numbers = new LinkedHashSet<>();
        for (JsonNode identifier : patient.path("identifier")) {
            if (isNhsNumber(identifier)) {
                NhsNumber.parse(identifier.path("value").asText()).ifPresent(numbers::add);
            }
        }
        return numbers;
    }

    private static boolean isNhsNumber(JsonNode identifier) {
        return identifier.path("system").asText().equals(NhsNumber.FHIR_SYSTEM);
    }
}
