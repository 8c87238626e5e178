package uk.concord.policy.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.policy.bundle.AlikeOrganisations.Alike;

/** Two organisations are alike only if nothing at all in register and rules sets one apart from the other. */
class AlikeOrganisationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> RULES = Map.of("concord/rule.rego", "package concord.rule");

    private ObjectNode register;

    @BeforeEach
    void twoLikeEachOther() throws IOException {
        register = (ObjectNode) JSON.readTree("""
                        {
                          "organisations": {
                            "A81001": {"ods_code": "A81001", "name": "Ash Surgery", "type": "GP_PRACTICE", "status": "active", "predecessors": []},
                            "B82002": {"ods_code": "B82002", "name": "Birch Surgery", "type": "GP_PRACTICE", "status": "active", "predecessors": []},
                            "RXX": {"ods_code": "RXX", "name": "The Trust", "type": "NHS_TRUST", "status": "active", "predecessors": []}
                          },
                          "agreements": {
                            "care": {
                              "title": "Care", "custodians": {"organisations": [], "types": ["GP_PRACTICE"]},
                              "signatories": [{"organisation": "RXX", "signed_on": "2024-03-20"}]
                            }
                          },
                          "numbers": {"of": 7}
                        }
                        """);
    }

    private AlikeOrganisations found() {
        return AlikeOrganisations.in(3, RULES, 9, register);
    }

    private ObjectNode organisation(String code) {
        return (ObjectNode) register.path("organisations").path(code);
    }

    private ObjectNode agreement() {
        return (ObjectNode) register.path("agreements").path("care");
    }

    private void signed(String code, String day) {
        agreement()
                .withArray("signatories")
                .addObject()
                .put("organisation", code)
                .put("signed_on", day);
    }

    private void custodian(String code) {
        agreement().withObject("custodians").withArray("organisations").add(code);
    }

    @Test
    void thoseThatDifferInCodeAndNameOnlyAreAlike() {
        AlikeOrganisations found = found();

        assertThat(found.release()).isEqualTo(3);
        assertThat(found.register()).isEqualTo(9);
        assertThat(found.byCode()).containsOnlyKeys("A81001", "B82002");
        assertThat(found.find("A81001")).contains(new Alike(1, "Ash Surgery"));
        assertThat(found.find("B82002")).contains(new Alike(1, "Birch Surgery"));
        assertThat(found.find("RXX")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"type,NHS_TRUST_SITE", "status,closed", "anything_new,value"})
    void whatTheRegisterSaysOfOneSetsItApart(String member, String value) {
        organisation("B82002").put(member, value);

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void predecessorsSetApart() {
        organisation("B82002").withArray("predecessors").add("RXX");

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void beingSomebodysPredecessorSetsApart() {
        organisation("RXX").withArray("predecessors").add("B82002");

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void beingNamedSetsApartUnlessTheOtherIsNamedInTheSamePlace() {
        custodian("B82002");
        assertThat(found().byCode()).isEmpty();

        custodian("A81001");
        assertThat(found().byCode()).containsOnlyKeys("A81001", "B82002");
    }

    @Test
    void beingNamedTwiceIsntBeingNamedOnce() {
        custodian("A81001");
        custodian("B82002");
        custodian("B82002");

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void beingNamedWithSomethingElseSetsApart() {
        signed("A81001", "2024-03-20");
        signed("B82002", "2024-03-21");
        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void beingNamedWithTheSameDoesnt() {
        signed("A81001", "2024-03-20");
        signed("B82002", "2024-03-20");

        assertThat(found().byCode()).containsOnlyKeys("A81001", "B82002");
    }

    @ParameterizedTest
    @CsvSource({"Care with Birch Surgery", "Agreement B82002-1", "B82002 and others"})
    void aTextThatHoldsCodeOrNameSetsApart(String title) {
        agreement().put("title", title);

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void aNameThatIsPartOfAnothersSetsApart() {
        organisation("RXX").put("name", "The Birch Surgery Trust");

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void aNameThatTwoHaveIsNoNameOfOne() {
        organisation("RXX").put("name", "Ash Surgery");

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void oneWithoutANameIsLikeNobody() {
        organisation("B82002").put("name", "");

        assertThat(found().byCode()).isEmpty();
    }

    @Test
    void aCodeInAKeyOrANumberSetsApart() {
        register.withObject("numbers").put("B82002", 1);
        assertThat(found().byCode()).isEmpty();

        register.withObject("numbers").remove("B82002");
        assertThat(found().byCode()).isNotEmpty();
        register.withObject("organisations")
                .putObject("323")
                .put("ods_code", "323")
                .put("name", "Council")
                .put("type", "GP_PRACTICE")
                .put("status", "active")
                .putArray("predecessors");
        assertThat(found().byCode()).containsKey("323");
        register.withObject("numbers").put("of", 93231);
        assertThat(found().byCode()).doesNotContainKey("323");
    }

    @ParameterizedTest
    @CsvSource({"data.register.organisations.B82002", "The rule for Birch Surgery"})
    void aRuleThatNamesOneSetsItApart(String text) {
        AlikeOrganisations found = AlikeOrganisations.in(1, Map.of("concord/rule.rego", text), 1, register);

        assertThat(found.byCode()).isEmpty();
    }

    @Test
    void manyOrganisationsAreFoundQuicklyEnoughToSay() {
        // No bound in time: a thousand organisations, each of whose names begins as all others' do.
        for (int i = 10_000; i < 11_000; i++) {
            register.withObject("organisations")
                    .putObject("C" + i)
                    .put("ods_code", "C" + i)
                    .put("name", "The surgery of the number " + i + ".")
                    .put("type", "GP_PRACTICE")
                    .put("status", "active")
                    .putArray("predecessors");
        }

        AlikeOrganisations found = found();

        assertThat(found.byCode()).hasSize(1_002);
        assertThat(List.of("A81001", "C10000", "C10999").stream()
                        .map(found::find)
                        .map(Optional::orElseThrow)
                        .map(Alike::group)
                        .distinct())
                .hasSize(1);
    }
}
