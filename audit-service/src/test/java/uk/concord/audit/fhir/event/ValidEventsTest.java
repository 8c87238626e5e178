package uk.concord.audit.fhir.event;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.audit.testing.AuditBodies;

/** What we emit is valid by HAPI's validator, against the profiles that it claims. */
class ValidEventsTest {

    private static final AuditEventMapper MAPPER = new AuditEventMapper(URI.create("https://concord.example/"));

    // Where a binding is extensible, other codes may stand: BALP's own, which it demands, and a purpose of a region's
    // own.
    private static final List<Pattern> ALLOWED = List.of(
            Pattern.compile(
                    "WARNING AuditEvent\\.entity.*BasicAuditEntityType#XrequestId.*not found in the value set.*"),
            Pattern.compile("WARNING AuditEvent\\.subtype.*AuthZsubType#AuthZ-.*not found in the value set.*"),
            Pattern.compile("WARNING AuditEvent\\.purposeOfEvent.*v3-PurposeOfUse.*"));

    private static BalpValidator validator;

    @BeforeAll
    static void load() {
        Stream<String> types = EventBodies.all().values().stream()
                .map(body -> MAPPER.of(AuditBodies.content(body))
                        .path("meta")
                        .path("tag")
                        .path(0)
                        .path("code")
                        .asText());
        validator = BalpValidator.of(FhirContext.forR4Cached(), types);
    }

    static Stream<String> kinds() {
        return EventBodies.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyKindOfRecordIsAValidEvent(String what) {
        ObjectNode event = MAPPER.of(AuditBodies.content(EventBodies.of(what)));

        assertThat(faults(event)).as(event.toPrettyString()).isEmpty();
    }

    // With next to nothing in its detail, as records of an earlier or later version may be.
    @ParameterizedTest
    @MethodSource("types")
    void aRecordWithLittleInItIsAValidEvent(String type) {
        byte[] body = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID())
                .ofType(type)
                .json()
                .replaceAll("\"detail\":.*", "\"detail\":{}}")
                .getBytes(StandardCharsets.UTF_8);
        ObjectNode event = MAPPER.of(AuditBodies.content(body));

        assertThat(faults(event)).as(event.toPrettyString()).isEmpty();
    }

    static Stream<String> types() {
        return kinds().map(what -> MAPPER.of(AuditBodies.content(EventBodies.of(what)))
                        .path("meta")
                        .path("tag")
                        .path(0)
                        .path("code")
                        .asText())
                .distinct();
    }

    @Test
    void theValidatorFindsWhatIsWrong() {
        ObjectNode event = MAPPER.of(AuditBodies.content(EventBodies.of("decision with preferences")));
        event.remove("source");

        assertThat(faults(event)).isNotEmpty();
    }

    private static List<String> faults(ObjectNode event) {
        return validator.faults(event.toString()).stream()
                .filter(fault -> ALLOWED.stream()
                        .noneMatch(allowed -> allowed.matcher(fault).matches()))
                .toList();
    }

    @Test
    void everyPatternIsClaimedBySomeKind() {
        Map<String, String> claimed = new java.util.TreeMap<>();
        kinds().forEach(what -> MAPPER.of(AuditBodies.content(EventBodies.of(what)))
                .path("meta")
                .path("profile")
                .forEach(profile -> claimed.put(profile.asText().replaceFirst(".*IHE\\.BasicAudit\\.", ""), what)));

        assertThat(claimed.keySet())
                .containsExactly(
                        "AuthZconsent",
                        "PatientCreate",
                        "PatientQuery",
                        "PatientRead",
                        "PatientUpdate",
                        "Query",
                        "Read",
                        "Update");
    }
}
