package uk.concord.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The texts that patients and staff read of decisions, as they are shipped. */
class WordingTest {

    private static final int MOST_WORDS = 20;
    /** What stands for a code and not for a name; "name" stands for something that is not registered, so it has no name. */
    private static final Pattern CODE =
            Pattern.compile("\\{(?!name}|title}|[a-z]+_titles?}|[a-z]+_name})[a-z_]+}|\\b(?!NHS\\b)[A-Z]{3,}\\b");

    @Test
    void everySentenceHasTwentyWordsOrFewer() throws IOException {
        texts().forEach((where, text) -> sentences(text)
                .forEach(sentence -> assertThat(sentence.split("\\s+"))
                        .as(where + ": " + sentence)
                        .hasSizeLessThanOrEqualTo(MOST_WORDS)));
    }

    @Test
    void noTextShowsACode() throws IOException {
        texts().forEach((where, text) ->
                assertThat(CODE.matcher(text).find()).as(where + ": " + text).isFalse());
    }

    @Test
    void everyTextIsWholeSentences() throws IOException {
        texts().forEach((where, text) -> assertThat(text).as(where).matches("(?s)[A-Z{].*[.]"));
    }

    @Test
    void patientsNeverReadWhatOnlySystemsSay() throws IOException {
        texts().forEach((where, text) -> {
            if (where.endsWith("patient")) {
                assertThat(text).as(where).doesNotContain("{name}").doesNotContain("denied");
            }
        });
    }

    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        for (String sentence : text.split("(?<=[.?!])\\s+")) {
            sentences.add(sentence);
        }
        return sentences;
    }

    private static Map<String, String> texts() throws IOException {
        try (InputStream file = WordingTest.class.getResourceAsStream("/rego/concord/wording/data.json")) {
            Map<String, String> texts = new TreeMap<>();
            collect("", new ObjectMapper().readTree(file), texts);
            assertThat(texts).hasSizeGreaterThan(70);
            return texts;
        }
    }

    private static void collect(String where, JsonNode node, Map<String, String> texts) {
        if (node.isTextual()) {
            texts.put(where, node.asText());
        }
        node.properties().forEach(member -> collect(where + "/" + member.getKey(), member.getValue(), texts));
    }
}
