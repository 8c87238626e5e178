package uk.concord.policy.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uk.concord.kernel.preference.Effect;

class RegisterJsonTest {

    private static final String OLD_AGREEMENT = """
            {"id":"a","title":"A","status":"active","from":"2024-01-01","until":null,
             "custodians":{"organisations":["RXN"]},"requesters":{"types":["GP_PRACTICE"]},
             "purposes":["TREAT"],"categories":["assisted-conception"],
             "legal_bases":{"article_6":"6(1)(e)","article_9":"9(2)(h)","common_law":"Consent, as ever"},
             "section_251":{"reference":"R","expires":"2027-01-01","opt_out_disapplied":true},
             "statutory_exception":"HFE Act 1990 section 33A","signatories":[{"organisation":"QE1","name":"N","signed_on":"2024-01-01"}]}""";

    private final RegisterJson json = new RegisterJson(RegisterOfTests.JSON);

    @Test
    void allFaultsAreToldAtOnceEachWithItsMember() {
        assertThat(faults(Kind.AGREEMENTS, """
                {"id":"a b","status":"running","from":"2026-02-30","until":"2026-01-01","typo":1,
                 "custodians":{"organisations":["RXN","rxl"],"kinds":[]},"requesters":{},
                 "purposes":[],"legal_bases":{"article_6":"6(1)(e)","common_law":""},
                 "section_251":{"expires":"soon"},"dpia":{"id":"7"},
                 "signatories":[{"organisation":"RXN","name":"N","signed_on":"2026-01-01"},{"name":"M"}]}"""))
                .contains(
                        "typo isn't known here.",
                        "custodians.kinds isn't known here.",
                        "id must consist of letters, digits, '.', '_' and '-'.",
                        "title is missing.",
                        "status must be one of draft, signed, active, suspended, expired.",
                        "from must be a date, such as 2026-04-01.",
                        "custodians.organisations[1] must be an ODS code: one to nine capital letters or digits, such as RXN or P81002.",
                        "requesters must name an organisation or a type.",
                        "purposes must name at least one.",
                        "categories must name at least one.",
                        "legal_bases.article_9 is missing.",
                        "legal_bases.common_law must be a text of 1 to 400 characters.",
                        "section_251.reference is missing.",
                        "section_251.expires must be a date, such as 2026-04-01.",
                        "dpia.reference is missing.",
                        "signatories[1].organisation is missing.",
                        "signatories[1].signed_on is missing.")
                .doesNotContain("custodians is missing.", "status is missing.", "from is missing.")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PURPOSES|{\"id\":\"P\",\"title\":\"P\",\"unregistered_patient\":\"deny\",\"sensitive\":\"never\",\"defaults\":{\"s\":null}}|defaults must say permit or deny for each scheme.",
                "PURPOSES|{\"id\":\"P\",\"title\":\"P\",\"unregistered_patient\":\"deny\",\"sensitive\":\"never\",\"defaults\":{\"s\":\"maybe\"}}|defaults.s must be one of permit, deny.",
                "PURPOSES|{\"id\":\"P\",\"title\":\"P\",\"unregistered_patient\":\"deny\",\"sensitive\":\"never\",\"roles\":[\"\"]}|roles must be a text of 1 to 400 characters.",
                "CATEGORIES|{\"id\":\"c\",\"title\":\"C\",\"class\":0}|class must be one of ordinary, sensitive, restricted.",
                "CATEGORIES|{\"id\":\"c\",\"title\":\"C\",\"class\":\"ordinary\",\"labels\":\"MH\"}|labels must be a list.",
                "PURPOSES|{\"id\":\"P\",\"title\":\"P\",\"unregistered_patient\":\"deny\",\"sensitive\":\"never\",\"defaults\":[]}|defaults must be an object.",
                "AGREEMENTS|{\"id\":\"a\",\"legal_bases\":\"6(1)(e)\"}|legal_bases must be an object.",
                "PURPOSES|{\"id\":\"P\",\"title\":{},\"unregistered_patient\":\"deny\",\"sensitive\":\"never\"}|title must be a text.",
                "SCHEMES|{\"id\":\"s\",\"title\":\"S\",\"owner\":\"O\",\"default_effect\":\"permit\",\"writable\":\"perhaps\"}|writable must be true or false.",
                "SCHEMES|{\"id\":\"s\",\"title\":\"S\",\"owner\":\"O\",\"default_effect\":\"permit\",\"fresh_for\":\"3 weeks\"}|fresh_for must be an ISO 8601 duration, such as P21D.",
                "SCHEMES|{\"id\":\"s\",\"title\":\"S\",\"owner\":\"O\",\"default_effect\":\"permit\",\"fresh_for\":\"PT0S\"}|fresh_for must be longer than nothing, such as P21D.",
                "DIRECTIONS|{\"id\":\"d\",\"title\":\"D\",\"reference\":\"R\",\"effect\":\"permit\",\"from\":\"2026-01-01\"}|scheme is missing.",
                "DIRECTIONS|{\"id\":\"d\",\"title\":\"D\",\"reference\":\"R\",\"scheme\":\"s\",\"effect\":\"permit\",\"from\":\"2026-01-02\",\"until\":\"2026-01-01\"}|until must not be before from.",
                "PUBLIC_INTEREST_BASES|{\"id\":\"b\",\"title\":\"B\",\"author\":\"A\",\"proportionality\":\"P\"}|justification is missing.",
                "ORGANISATIONS|{\"ods_code\":\"RXN\",\"name\":\"N\",\"type\":\"NHS_TRUST\",\"status\":\"active\",\"successor\":\"RXN\"}|successor must be another organisation.",
                "PARTNER_SYSTEMS|{\"client_id\":\"c\",\"name\":\"N\",\"requester_for\":[\"RXN\",null]}|requester_for must not hold null.",
                "PARTNER_SYSTEMS|[]|It must be an object with the members that the API's description names."
            })
    void aFaultNamesItsMember(Kind kind, String body, String fault) {
        assertThat(faults(kind, body)).contains(fault);
    }

    @Test
    void whatWasStoredInTheOldFormIsStillRead() {
        Agreement agreement = (Agreement) json.stored(Kind.AGREEMENTS, OLD_AGREEMENT);

        assertThat(agreement.statutoryExceptions()).containsExactly("HFE Act 1990 section 33A");
        assertThat(agreement.legalBases().commonLaw()).isEqualTo("Consent, as ever");
        assertThat(agreement.reviewOn()).isNull();
        assertThat(agreement.section251()).isNotNull();
        assertThat(agreement.section251().conditions()).isEmpty();
        assertThat(json.read(Kind.AGREEMENTS, json.asWritten(OLD_AGREEMENT))).isEqualTo(agreement);
        assertThat(json.stored(Kind.AGREEMENTS, json.write(agreement))).isEqualTo(agreement);
        assertThat(((Agreement) json.stored(
                                Kind.AGREEMENTS, OLD_AGREEMENT.replace("\"HFE Act 1990 section 33A\"", "null")))
                        .statutoryExceptions())
                .isEmpty();
    }

    @Test
    void absentMembersOfOldEntriesHaveSafeValues() {
        Scheme ours = scheme("\"writable\":true,\"default_effect\":\"permit\"");
        Scheme theirs = scheme("\"writable\":false,\"default_effect\":\"permit\"");
        Scheme research = scheme("\"writable\":true,\"default_effect\":\"deny\"");

        assertThat(List.of(ours.regime(), theirs.regime(), research.regime()))
                .containsExactly(Scheme.Regime.OBJECTION, Scheme.Regime.OPT_OUT, Scheme.Regime.OPT_IN);
        assertThat(theirs.interimEffect()).isEqualTo(Effect.DENY);
        assertThat(theirs.freshFor()).isNull();
        assertThat(theirs.notAppliedTo()).isEmpty();
        assertThat(theirs.section251MayDisapply()).isFalse();
        assertThat(((Purpose)
                                json.stored(
                                        Kind.PURPOSES,
                                        "{\"id\":\"P\",\"title\":\"P\",\"unregistered_patient\":\"deny\",\"sensitive\":\"never\"}"))
                        .roles())
                .isEmpty();
    }

    @Test
    void aFreshnessIsWrittenInDays() {
        Scheme scheme = scheme("\"writable\":false,\"default_effect\":\"permit\",\"fresh_for\":\"PT504H\"");

        assertThat(scheme.freshFor()).isEqualTo(Duration.ofDays(21));
        assertThat(json.tree(scheme).get("fresh_for").asText()).isEqualTo("P21D");
    }

    private Scheme scheme(String members) {
        return (Scheme) json.stored(
                Kind.SCHEMES, "{\"id\":\"s\",\"title\":\"S\",\"owner\":\"O\",\"governs\":[\"TREAT\"]," + members + "}");
    }

    private List<String> faults(Kind kind, String body) {
        try {
            var tree = RegisterOfTests.JSON.readTree(body);
            assertThat(tree.isArray() || tree instanceof ObjectNode).isTrue();
            return catchThrowableOfType(FaultyThingException.class, () -> json.read(kind, tree)).faults().stream()
                    .map(Fault::text)
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
