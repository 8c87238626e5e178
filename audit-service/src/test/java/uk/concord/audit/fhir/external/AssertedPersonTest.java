package uk.concord.audit.fhir.external;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.kernel.audit.AuditActor.AssertedUser;
import uk.concord.kernel.audit.AuditActor.Capacity;

class AssertedPersonTest {

    private static final String HER = "{\"system\":\"https://concord.example/Id/patient\",\"value\":\"p1\"}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"reference\":\"Practitioner/7\"} | STAFF | Practitioner/7",
                "{\"reference\":\"https://epr.example/fhir/PractitionerRole/7/_history/1\"} | STAFF | https://epr.example/fhir/PractitionerRole/7/_history/1",
                "{\"display\":\"Dr Seven\"} | STAFF | Dr Seven",
                "{\"type\":\"RelatedPerson\",\"display\":\"Her son\"} | PROXY | Her son",
                "{\"reference\":\"Patient/1\"} | SELF | Patient/1",
                "{\"reference\":\"Patient/2\"} | PROXY | Patient/2",
                "{\"identifier\":{\"system\":\"https://concord.example/Id/patient\",\"value\":\"p1\"}} | SELF | p1",
                "{\"identifier\":{\"system\":\"https://concord.example/Id/pseudonym\",\"value\":\"p2\"}} | PROXY | p2"
            })
    void whoeverRequestedItIsTheUser(String who, Capacity capacity, String id) throws Exception {
        AssertedPerson person = AssertedPerson.of(event("{\"who\":" + who + ",\"requestor\":true}"));

        assertThat(person).isEqualTo(new AssertedPerson(new AssertedUser(id, null), capacity));
    }

    @Test
    void aDeviceAnOrganisationOrWhoeverDidNotRequestItIsNone() throws Exception {
        AssertedPerson person = AssertedPerson.of(event("""
                {"who":{"reference":"Device/1"},"requestor":true},\
                {"who":{"identifier":{"system":"https://fhir.nhs.uk/Id/ods-organization-code","value":"RXN"}},"requestor":true},\
                {"who":{"display":"Dr Seven"},"requestor":false}"""));

        assertThat(person).isEqualTo(new AssertedPerson(null, Capacity.SYSTEM));
    }

    private static ObjectNode event(String agents) throws Exception {
        return (ObjectNode) new JsonMapper()
                .readTree("{\"agent\":[" + agents + "],\"entity\":[{\"what\":{\"reference\":"
                        + "\"Patient/1\",\"identifier\":" + HER + "}}]}");
    }
}
