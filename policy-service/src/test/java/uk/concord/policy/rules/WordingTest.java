package uk.concord.policy.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts that patients and staff read of decisions, as they are shipped. */
class WordingTest {

    private static final int MOST_WORDS = 20;
    /** What stands for a code and not for a name; "name" stands for something that is not registered, so it has no name. */
    private static final Pattern CODE = Pattern.compile(
            "\\{(?!name}|title}|reference}|common_law}|[a-z]+_titles?}|[a-z]+_name})[a-z_]+}|\\b(?!NHS\\b)[A-Z]{3,}\\b");

    /** A reason's key where a rule names it whole. */
    private static final Pattern KEY =
            Pattern.compile("(?:\"text_key\": |key := )\"([a-z-]+)\"|} else := \"(known-role-[a-z]+)\"");

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

    @Test
    void everyReasonThatTheRulesMayGiveHasItsWords() throws IOException {
        Set<String> possible = new TreeSet<>();
        for (String missing :
                List.of("resource-type", "action", "requester", "custodian", "purpose", "category", "patient")) {
            possible.add("known-no-" + missing);
        }
        for (String state :
                List.of("draft", "signed", "suspended", "expired", "unsigned", "not-yet", "approval-expired")) {
            possible.add("lawful-agreement-" + state);
        }
        for (String by : List.of("default", "direction", "choice", "exception")) {
            possible.add("said-" + by + "-permit");
            possible.add("said-" + by + "-deny");
        }
        possible.addAll(List.of("said-interim-permit", "said-organisation-deny", "said-category-deny"));
        possible.add("said-too-old-deny");
        try (Stream<Path> modules = Files.walk(Path.of("src/main/rego"))) {
            for (Path module :
                    modules.filter(file -> file.toString().endsWith(".rego")).toList()) {
                Matcher key = KEY.matcher(Files.readString(module));
                while (key.find()) {
                    possible.add(key.group(1) == null ? key.group(2) : key.group(1));
                }
            }
        }
        // A gap's key, not a reason's.
        possible.remove("sharing-agreement");

        assertThat(texts().keySet().stream()
                        .filter(where -> where.startsWith("/reasons/") && where.endsWith("/patient"))
                        .map(where -> where.split("/")[2]))
                .containsExactlyInAnyOrderElementsOf(possible);
    }

    @Test
    void everyTextForPatientsSaysWhatTheyCanDo() throws IOException {
        texts().forEach((where, text) -> {
            if (where.endsWith("/patient")) {
                assertThat(text)
                        .as(where)
                        .containsPattern("You need not do anything|You can |Call us|You will be told");
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
