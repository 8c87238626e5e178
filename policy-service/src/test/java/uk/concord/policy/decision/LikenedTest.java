package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.preference.Effect;
import uk.concord.policy.bundle.AlikeOrganisations;
import uk.concord.policy.bundle.AlikeOrganisations.Alike;

/** Which questions are one, and how the names in an answer are exchanged. */
class LikenedTest {

    private static final AlikeOrganisations ALIKE = new AlikeOrganisations(
            1,
            1,
            Map.of(
                    "A81001", new Alike(1, "Ash Surgery"),
                    "B82002", new Alike(1, "Birch Surgery"),
                    "C83003", new Alike(1, "Cedar Surgery"),
                    "RX1", new Alike(2, "First Trust"),
                    "RX2", new Alike(2, "Second Trust")));

    private static Facts asked(String requester, String custodian) {
        return asked(requester, custodian, "R8000", List.of());
    }

    private static Facts asked(
            String requester, String custodian, @Nullable String role, List<Facts.Preference> preferences) {
        return new Facts(
                new Facts.Asked(
                        "patient-record",
                        "read",
                        requester,
                        custodian,
                        "TREAT",
                        role,
                        List.of("medications"),
                        List.of(),
                        List.of(),
                        null),
                new Facts.Patient(Facts.PatientStanding.REGISTERED, preferences),
                null,
                null);
    }

    private static List<Facts.Preference> naming(String organisation) {
        Facts.Rule inner = new Facts.Rule(
                Effect.PERMIT, List.of(organisation), List.of(), List.of(), List.of(), List.of(), List.of());
        Facts.Rule outer =
                new Facts.Rule(Effect.DENY, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(inner));
        return List.of(new Facts.Preference("shared-care-record", Effect.PERMIT, false, null, List.of(outer)));
    }

    private static Facts key(Facts facts) {
        return Likened.of(facts, ALIKE).key();
    }

    @Test
    void questionsThatDifferInOneOfManyAlikeAreOne() {
        assertThat(key(asked("RX1", "A81001"))).isEqualTo(key(asked("RX2", "B82002")));
        assertThat(key(asked("RX1", "A81001"))).isNotEqualTo(key(asked("A81001", "RX1")));
        assertThat(key(asked("RXN", "A81001"))).isEqualTo(key(asked("RXN", "B82002")));
        assertThat(key(asked("RXN", "A81001"))).isNotEqualTo(key(asked("RXL", "A81001")));
    }

    @Test
    void askingOneselfIsntAskingOneLikeOneself() {
        assertThat(key(asked("A81001", "A81001"))).isEqualTo(key(asked("B82002", "B82002")));
        assertThat(key(asked("A81001", "A81001"))).isNotEqualTo(key(asked("A81001", "B82002")));
        assertThat(key(asked("A81001", "B82002"))).isEqualTo(key(asked("C83003", "A81001")));
    }

    @Test
    void whomThePatientNamesIsNotReplaced() {
        Facts named = asked("RX1", "A81001", null, naming("RX1"));

        assertThat(key(named).question().requester()).isEqualTo("RX1");
        assertThat(key(named)).isNotEqualTo(key(asked("RX2", "A81001", null, naming("RX1"))));
        assertThat(key(named)).isEqualTo(key(asked("RX1", "B82002", null, naming("RX1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RX1", "nurse of RX1", "First Trust"})
    void whoseCodeOrNameStandsInAnotherFactIsNotReplaced(String role) {
        assertThat(key(asked("RX1", "RXN", role, List.of())).question().requester())
                .isEqualTo("RX1");
    }

    @Test
    void withNobodyAlikeTheFactsAreTheKey() {
        Facts facts = asked("RX1", "A81001");

        assertThat(Likened.of(facts, AlikeOrganisations.NONE).key()).isSameAs(facts);
        assertThat(Likened.of(asked("RXN", "RXL"), ALIKE).isReplaced()).isFalse();
    }

    @Test
    void theNamesOfTheOneAreToldAsThoseOfTheOther() {
        Likened one = Likened.of(asked("RX1", "A81001"), ALIKE);
        Likened other = Likened.of(asked("RX2", "B82002"), ALIKE);

        PolicyAnswer remembered = one.toRemember(answer("RX1", "First Trust", "A81001", "Ash Surgery"));

        assertThat(remembered).isEqualTo(other.toRemember(answer("RX2", "Second Trust", "B82002", "Birch Surgery")));
        assertThat(other.toTell(remembered)).isEqualTo(answer("RX2", "Second Trust", "B82002", "Birch Surgery"));
        assertThat(one.toTell(remembered)).isEqualTo(answer("RX1", "First Trust", "A81001", "Ash Surgery"));
        assertThat(remembered.toString()).doesNotContain("First Trust", "RX1", "A81001", "Ash Surgery");
    }

    @Test
    void onlyWordsAreExchanged() {
        Likened one = Likened.of(asked("RX1", "A81001"), ALIKE);
        PolicyAnswer answer = answer("RX1", "First Trust", "A81001", "Ash Surgery");

        PolicyAnswer told = Likened.of(asked("RX2", "B82002"), ALIKE).toTell(one.toRemember(answer));

        assertThat(told.decision()).isEqualTo(answer.decision());
        assertThat(told.permitted()).isEqualTo(answer.permitted());
        assertThat(told.withheld()).isEqualTo(answer.withheld());
        assertThat(told.revisions()).isEqualTo(answer.revisions());
        assertThat(told.holdsUntil()).isEqualTo(answer.holdsUntil());
        assertThat(told.obligations()).hasSameSizeAs(answer.obligations());
    }

    @Test
    void anAnswerThatHoldsAPlaceAlreadyIsOdd() {
        assertThat(Likened.isOdd(answer("RX1", "First \uE0C1 Trust", "A81001", "Ash Surgery")))
                .isTrue();
        assertThat(Likened.isOdd(answer("RX1", "First Trust", "A81001", "Ash Surgery")))
                .isFalse();
    }

    private static PolicyAnswer answer(String requester, String itsName, String custodian, String thatName) {
        String json = """
                {
                  "decision": true, "outcome": "permit", "permitted": ["medications"], "withheld": [],
                  "reasons": [{
                    "rule": "lawful", "effect": "permit", "text_key": "lawful-agreement",
                    "parameters": {"organisation": "%1$s", "organisation_name": "%2$s", "all": ["%3$s", "x"], "deep": {"name": "%4$s"}},
                    "texts": {"patient": "%2$s may ask %4$s.", "staff": "%1$s asks %3$s (%4$s)."}
                  }],
                  "obligations": [{"id": "tell", "type": "custom", "properties": {"who": "%2$s"}}],
                  "gap": {"missing": "x", "detail": "%3$s lacks it.", "supplied_by": "y"},
                  "rely_for_seconds": 30, "revisions": {"release": "1", "register": "1"}
                }
                """.formatted(requester, itsName, custodian, thatName);
        try {
            return new ObjectMapper().readValue(json, PolicyAnswer.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
