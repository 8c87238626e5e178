package uk.concord.kernel.preference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PreferenceJsonTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final ObjectMapper json = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @Test
    void whatHasNoneOfTheNewMembersIsWrittenAsBefore() throws JsonProcessingException {
        PreferenceRule rule =
                new PreferenceRule(Effect.DENY, List.of("RXL"), List.of(), List.of(), List.of("TREAT"), NOON, null);
        SchemePreference preference = new SchemePreference("s", 1, Effect.PERMIT, NOON, List.of(rule));

        assertThat(json.writeValueAsString(preference)).isEqualTo("""
                        {"scheme":"s","version":1,"effect":"permit","since":"2026-11-22T12:00:00Z","exceptions":[\
                        {"effect":"deny","organisations":["RXL"],"organisation_types":[],"categories":[],\
                        "purposes":["TREAT"],"from":"2026-11-22T12:00:00Z"}]}""");
    }

    @Test
    void everyMemberComesBackAsItWas() throws JsonProcessingException {
        PreferenceRule inner = new PreferenceRule(
                Effect.PERMIT,
                List.of(),
                List.of(),
                List.of(),
                List.of("TREAT"),
                List.of("HIV"),
                null,
                NOON,
                List.of());
        PreferenceRule outer = new PreferenceRule(
                Effect.DENY, List.of("RXL"), List.of(), List.of(), List.of(), List.of(), null, null, List.of(inner));
        SchemePreference preference = new SchemePreference("s", 2, Effect.PERMIT, NOON, List.of(outer), true, NOON);

        String text = json.writeValueAsString(preference);

        assertThat(text)
                .contains("\"labels\":[\"HIV\"]", "\"under_review\":true", "\"as_of\":\"2026-11-22T12:00:00Z\"");
        assertThat(json.readValue(text, SchemePreference.class)).isEqualTo(preference);
    }

    @Test
    void whatWasWrittenBeforeIsRead() throws JsonProcessingException {
        SchemePreference preference = json.readValue(
                "{\"scheme\":\"s\",\"version\":1,\"effect\":\"deny\",\"since\":\"2026-11-22T12:00:00Z\","
                        + "\"exceptions\":[{\"effect\":\"permit\",\"organisations\":[\"RXL\"]}]}",
                SchemePreference.class);

        assertThat(preference.underReview()).isFalse();
        assertThat(preference.asOf()).isNull();
        assertThat(preference.exceptions().getFirst().labels()).isEmpty();
        assertThat(preference.exceptions().getFirst().exceptions()).isEmpty();
    }

    @Test
    void fiveLevelsAreReadAndSixAreNot() throws JsonProcessingException {
        assertThat(json.readValue(nested(5), PreferenceRule.class).exceptions()).hasSize(1);
        assertThatThrownBy(() -> json.readValue(nested(6), PreferenceRule.class))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("5 levels");
    }

    private static String nested(int levels) {
        return "{\"effect\":\"deny\",\"exceptions\":[".repeat(levels) + "]}".repeat(levels);
    }
}
