package uk.concord.audit.fhir.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import uk.concord.audit.testing.AuditBodies;

class AuditEventMapperTest {

    private static final AuditEventMapper MAPPER = new AuditEventMapper(URI.create("https://concord.example/"));

    static Stream<String> kinds() {
        return EventBodies.all().keySet().stream();
    }

    @ParameterizedTest
    @CsvSource({
        "decision with preferences, AuthZconsent, 110113, AuthZ-Consent, E, 0",
        "decision in part, AuthZconsent, 110113, AuthZ-Consent, E, 0",
        "decision refused, AuthZconsent, 110113, AuthZ-Consent, E, 4",
        "decision by a system with preferences, '', 110113, AuthZ-Consent, E, 0",
        "decision without preferences, '', 110113, AuthZ-Role, E, 0",
        "decision about somebody unregistered, '', 110113, AuthZ-Role, E, 4",
        "access by search, PatientQuery, rest, search-type, E, 0",
        "access by page, PatientQuery, rest, search-type, E, 0",
        "access by read, PatientRead, rest, read, R, 0",
        "cohort begun, Query, rest, search-system, E, 0",
        "cohort broken off, '', rest, search-system, E, 8",
        "cohort part, Query, rest, search-system, E, 0",
        "preference changed by herself, PatientUpdate, rest, update, U, 0",
        "patient registered, PatientCreate, rest, create, C, 0",
        "register changed, Update, rest, update, U, 0",
        "release approved, Update, rest, update, U, 0",
        "trail searched, Query, rest, search-type, E, 0",
        "trail searched for a patient, PatientQuery, rest, search-type, E, 0",
        "record opened, PatientRead, rest, read, R, 0",
        "record not found, '', rest, read, R, 4",
        "ledger check started, '', rest, operation, E, 0",
        "emergency declared, '', 110113, 110127, E, 0",
        "emergency ended, '', 110113, 110138, E, 0",
        "signed in, '', 110114, 110122, E, 0",
        "signed out, '', 110114, 110123, E, 0",
        "keys of the ledger changed, '', 110113, 110129, E, 0",
        "a type of the future, '', 110100, '', E, 0"
    })
    void eachKindHasItsCodes(String what, String pattern, String type, String subtype, String action, String outcome) {
        JsonNode event = MAPPER.of(AuditBodies.content(EventBodies.of(what)));

        assertThat(event.path("meta").path("profile").path(0).asText("").replaceFirst(".*IHE\\.BasicAudit\\.", ""))
                .isEqualTo(pattern);
        assertThat(event.path("type").path("code").asText()).isEqualTo(type);
        assertThat(event.path("subtype").path(0).path("code").asText("")).isEqualTo(subtype);
        assertThat(event.path("action").asText()).isEqualTo(action);
        assertThat(event.path("outcome").asText()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theSameRecordAlwaysGivesTheSameEventUnderItsOwnId(String what) {
        ObjectNode event = MAPPER.of(AuditBodies.content(EventBodies.of(what)));

        assertThat(MAPPER.of(AuditBodies.content(EventBodies.of(what))).toString())
                .isEqualTo(event.toString());
        assertThat(event.path("id").asText()).startsWith("0193f0a0-3333-7000-8000-");
        assertThat(event.path("meta").path("versionId").asText()).isEqualTo("1");
    }

    // A search by code leaves out whole types of record by this table.
    @ParameterizedTest
    @MethodSource("kinds")
    void aSearchByTheCodesOfAnEventDoesNotLeaveOutItsType(String what) {
        JsonNode event = MAPPER.of(AuditBodies.content(EventBodies.of(what)));
        List<Token> types = List.of(token(event.path("type")));
        List<Token> subtypes = event.path("subtype").isEmpty()
                ? List.of()
                : List.of(token(event.path("subtype").path(0)));

        assertThat(EventKinds.without(types, subtypes))
                .doesNotContain(
                        event.path("meta").path("tag").path(0).path("code").asText());
        assertThat(EventKinds.without(List.of(Token.of("no-such-code")), List.of()))
                .hasSize(15);
    }

    private static Token token(JsonNode coding) {
        return new Token(coding.path("system").asText(), coding.path("code").asText());
    }

    @Test
    void aDecisionNamesWhoAskedWhoDecidedAndWhatThePatientHadSaid() {
        JsonNode event = MAPPER.of(AuditBodies.content(EventBodies.of("decision with preferences")));

        assertThat(texts(event.path("agent"), "/who/identifier/value"))
                .containsExactly("rxn-epr", "dr-1", "RXN", "P81002", "policy-service");
        assertThat(event.path("agent").path(4).path("who"))
                .isEqualTo(event.path("source").path("observer"));
        assertThat(event.path("agent").path(1).path("requestor").asBoolean()).isTrue();
        assertThat(event.path("agent").path(1).path("role").path(0).path("text").asText())
                .isEqualTo("consultant");
        assertThat(event.path("agent").path(3).at("/type/coding/0/code").asText())
                .isEqualTo("CST");
        assertThat(texts(event.path("entity"), "/what/identifier/value"))
                .containsExactly(
                        EventBodies.PATIENT,
                        EventBodies.PATIENT + "/research",
                        EventBodies.PATIENT + "/shared-care-record");
        assertThat(texts(event.path("entity").path(1).path("detail"), "/valueString"))
                .containsExactly("research", "deny", "3", EventBodies.DECISION);
        assertThat(event.at("/purposeOfEvent/0/coding/0/code").asText()).isEqualTo("TREAT");
        assertThat(event.path("outcomeDesc").asText())
                .isEqualTo("RXN asked P81002 <&> so. Permitted: medications. Withheld: mental-health."
                        + " The sharing agreement covers this.");
        assertThat(event.path("text").path("div").asText()).contains("RXN asked P81002 &lt;&amp;&gt; so.");
    }

    @Test
    void aDecisionOnRolesAloneNamesRequestAndDecision() {
        JsonNode event = MAPPER.of(AuditBodies.content(EventBodies.of("decision without preferences")));

        assertThat(texts(event.path("entity"), "/what/identifier/value"))
                .containsExactly(EventBodies.PATIENT, "r-1", EventBodies.DECISION);
        assertThat(event.at("/entity/1/type/code").asText()).isEqualTo("XrequestId");
        assertThat(event.at("/entity/2/what/identifier/system").asText()).isEqualTo(FhirSystem.DECISION);
    }

    @Test
    void somebodyUnregisteredIsNamedByPseudonym() {
        JsonNode event = MAPPER.of(AuditBodies.content(EventBodies.of("access about somebody unregistered")));

        assertThat(event.at("/entity/0/what/identifier/system").asText()).isEqualTo(FhirSystem.PSEUDONYM);
        assertThat(new String(
                        Base64.getDecoder().decode(event.at("/entity/1/query").asText()), StandardCharsets.UTF_8))
                .isEqualTo("GET https://concord.example/fhir/P81002/Observation?patient=" + EventBodies.PSEUDONYM);
    }

    @Test
    void whatAnotherSystemRecordedIsGivenAsItWasAcceptedUnderOurId() {
        JsonNode event = MAPPER.of(AuditBodies.content(EventBodies.of("external")));

        assertThat(event.path("recorded").asText()).isEqualTo("2026-11-20T09:59:00+00:00");
        assertThat(event.at("/meta/tag/0/code").asText()).isEqualTo("external");
        assertThat(event.at("/source/observer/identifier/value").asText()).isEqualTo("RXN");
    }

    @Test
    void whatStandsInARecordCannotBreakTheEvent() {
        byte[] body = new String(EventBodies.of("signed in"), StandardCharsets.UTF_8)
                .replace("RXN asked P81002 <&> so.", "\\u0000 \\ud800 <script>")
                .getBytes(StandardCharsets.UTF_8);

        JsonNode event = MAPPER.of(AuditBodies.content(body));

        assertThat(event.path("outcomeDesc").asText()).isEqualTo("\ufffd \ufffd <script>");
        assertThat(event.path("text").path("div").asText()).contains("&lt;script&gt;");
    }

    private static List<String> texts(JsonNode elements, String pointer) {
        List<String> texts = new ArrayList<>();
        elements.forEach(element -> texts.add(element.at(pointer).asText()));
        return texts;
    }
}
