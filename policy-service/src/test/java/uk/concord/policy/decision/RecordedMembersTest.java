package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.Pseudonyms;

class RecordedMembersTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NUMBER = "9434765919";

    private final Pseudonyms pseudonyms = new Pseudonyms(Base64.getEncoder().encodeToString(new byte[32]));
    private final String pseudonym = pseudonyms.of(NhsNumber.of(NUMBER));
    private final RecordedMembers members = new RecordedMembers(pseudonyms);

    @ParameterizedTest
    @ValueSource(strings = {"%s", "patient/%s", "mailto:%s@example.org", "%s and %s"})
    void aNumberAmongOtherTextIsNotKept(String text) {
        assertThat(members.of(text.replace("%s", NUMBER))).isEqualTo(text.replace("%s", pseudonym));
        assertThat(members.of(text.replace("%s", "943 476 5919"))).isEqualTo(text.replace("%s", pseudonym));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nurse", "9434765918", "555254242106", "0193f0a0-1111-7000-8000-9434765919ab"})
    void whatIsNoNumberStays(String text) {
        assertThat(members.of(text)).isEqualTo(text);
    }

    @Test
    void norInTheMembersOfAQuestionWhoseMeaningIsNotKnown() throws Exception {
        JsonNode subject = JSON.readTree("{\"id\":\"user 9434765919\",\"a\":[9434765919,9434765918,true,null],"
                + "\"for 9434765919\":{\"x\":\"943-476-5919\"}}");
        JsonNode nothing = JSON.readTree("{}");
        Facts facts = new Facts(asked("read"), null, null, new Facts.Members(subject, nothing, nothing, null));

        JsonNode kept = members.of(facts).members().subject();

        assertThat(kept)
                .isEqualTo(
                        JSON.readTree("{\"id\":\"user N\",\"a\":[\"N\",9434765918,true,null],\"for N\":{\"x\":\"N\"}}"
                                .replace("N", pseudonym)));
    }

    @Test
    void norInWhatWasAskedAndWhatTheAnswerRepeatsOfIt() {
        Facts facts = new Facts(asked("read " + NUMBER), null, null, null);
        PolicyAnswer answer = new PolicyAnswer(
                false,
                PolicyAnswer.Outcome.DENY,
                List.of(),
                List.of("letters"),
                List.of(new PolicyAnswer.Reason(
                        "r",
                        PolicyAnswer.Outcome.DENY,
                        "k",
                        Map.of("of", List.of(Map.of("x", "about " + NUMBER)), "count", 9),
                        new PolicyAnswer.Texts("For " + NUMBER, "Of " + NUMBER))),
                List.of(new PolicyAnswer.Obligation("o", "t", Map.of("categories", List.of("letters of " + NUMBER)))),
                null,
                null,
                new PolicyAnswer.Gap("category", "letters of " + NUMBER + " isn't registered", "the region"),
                null,
                60L,
                new PolicyAnswer.RuleRevisions("1", "2"));

        assertThat(members.of(facts).toString()).doesNotContain(NUMBER).contains("read " + pseudonym);
        PolicyAnswer kept = members.of(answer);
        assertThat(kept.toString()).doesNotContain(NUMBER).contains("count=9");
        assertThat(members.of(List.of("letters of " + NUMBER))).containsExactly("letters of " + pseudonym);
        assertThat(kept.gap().detail()).isEqualTo("letters of " + pseudonym + " isn't registered");
        assertThat(kept.revisions()).isEqualTo(answer.revisions());
    }

    private static Facts.Asked asked(String text) {
        return new Facts.Asked(
                text, text, "RXN", "P81002", text, text, List.of(text), List.of(text), List.of(text), text);
    }
}
