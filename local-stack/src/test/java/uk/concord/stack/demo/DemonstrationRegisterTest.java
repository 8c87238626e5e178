package uk.concord.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemonstrationRegisterTest {

    private JsonNode register;

    @BeforeEach
    void read() throws Exception {
        register = new ObjectMapper().readTree(DemonstrationRegister.document());
    }

    @Test
    void theRegionsOrganisationsAreIn() {
        assertThat(texts("organisations", "ods_code"))
                .hasSize(224)
                .doesNotHaveDuplicates()
                .contains("QE1", "RXN", "RXL", "P81002", "323", "ZZR01", "ZZC01")
                .allMatch(code -> code.matches("[A-Z0-9]{1,9}"));
    }

    @Test
    void theRegionWideAgreementCoversAllRealOrganisationsByTheirTypes() {
        JsonNode agreement = agreement("region-direct-care");
        Set<String> types = new HashSet<>(texts(agreement.get("custodians").get("types")));

        long covered = all("organisations")
                .filter(organisation -> types.contains(organisation.get("type").textValue()))
                .count();

        assertThat(covered).isEqualTo(222);
        assertThat(agreement.get("requesters")).isEqualTo(agreement.get("custodians"));
        assertThat(types).doesNotContain("CARE_PROVIDER", "RESEARCH_ENVIRONMENT");
    }

    @Test
    void thereIsOneAgreementOfEachKindThatTheJourneysNeed() {
        assertThat(texts("agreements", "status")).containsExactlyInAnyOrder("active", "active", "expired", "suspended");
        assertThat(agreement("research-section-251").get("requesters").get("organisations"))
                .extracting(JsonNode::textValue)
                .containsExactly("ZZR01");
        assertThat(register.get("agreements").toString()).doesNotContain("ZZC01");
    }

    @Test
    void agreementsAndSchemesNameOnlyWhatTheRegisterHolds() {
        List<String> categories = texts("categories", "id");
        List<String> purposes = texts("purposes", "id");

        assertThat(all("agreements").flatMap(agreement -> texts(agreement.get("categories")).stream()))
                .isSubsetOf(categories);
        assertThat(all("agreements").flatMap(agreement -> texts(agreement.get("purposes")).stream()))
                .isSubsetOf(purposes);
        assertThat(all("schemes").flatMap(scheme -> texts(scheme.get("governs")).stream()))
                .isSubsetOf(purposes);
        assertThat(all("partner_systems").flatMap(system -> texts(system.get("requester_for")).stream()))
                .isSubsetOf(texts("organisations", "ods_code"));
    }

    private JsonNode agreement(String id) {
        return all("agreements")
                .filter(agreement -> agreement.get("id").textValue().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Stream<JsonNode> all(String kind) {
        return StreamSupport.stream(register.get(kind).spliterator(), false);
    }

    private List<String> texts(String kind, String member) {
        return all(kind).map(thing -> thing.get(member).textValue()).toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
