package uk.concord.policy.release.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Reads the wording of a release as it will be read, with a general word in the place of each name that is put in. */
@ApplicationScoped
class Wording {

    private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");
    private static final Map<String, String> STEPS = steps();
    private static final Map<String, String> NAMES = Map.of(
            "name", "name or code",
            "title", "title of the agreement",
            "organisation_name", "organisation that asks",
            "custodian_name", "organisation that holds the record",
            "purpose_title", "what it is for",
            "category_titles", "kinds of information",
            "withheld_titles", "kinds of information",
            "scheme_title", "name of the choice",
            "reference", "reference of the direction",
            "common_law", "common-law basis");

    private final ObjectMapper json;

    Wording(ObjectMapper json) {
        this.json = json;
    }

    private static Map<String, String> steps() {
        Map<String, String> steps = new LinkedHashMap<>();
        steps.put("known", "Is everything in the question registered?");
        steps.put("lawful", "Does a sharing agreement cover it?");
        steps.put("said", "What did the patient say?");
        steps.put("sensitive", "Is the information sensitive?");
        steps.put("public-interest", "Does a public interest override that?");
        steps.put("break-glass", "Is it an emergency?");
        steps.put("outcome", "What is the answer?");
        steps.put("", "Other texts");
        return steps;
    }

    /**
     * The texts of all reasons, by the step of the rules that gives them.
     *
     * @param file the release's wording; null if it has none
     */
    List<RulesPage.Step> reasons(@Nullable String file) {
        Map<String, List<RulesPage.Text>> texts = new LinkedHashMap<>();
        STEPS.keySet().forEach(step -> texts.put(step, new ArrayList<>()));
        read(file)
                .path("reasons")
                .properties()
                .forEach(reason -> texts.computeIfAbsent(step(reason.getKey()), step -> new ArrayList<>())
                        .add(new RulesPage.Text(
                                reason.getKey(),
                                said(reason.getValue().path("patient")),
                                said(reason.getValue().path("staff")))));
        return texts.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> new RulesPage.Step(STEPS.getOrDefault(entry.getKey(), entry.getKey()), entry.getValue()))
                .toList();
    }

    /** The texts of all gaps. */
    List<RulesPage.Gap> gaps(@Nullable String file) {
        List<RulesPage.Gap> gaps = new ArrayList<>();
        read(file)
                .path("gaps")
                .forEach(gap -> gaps.add(new RulesPage.Gap(said(gap.path("detail")), said(gap.path("supplied_by")))));
        return gaps;
    }

    private JsonNode read(@Nullable String file) {
        try {
            return json.readTree(file == null ? "{}" : file);
        } catch (JsonProcessingException e) {
            throw new ProblemException(
                    ProblemType.INTERNAL, "The texts of the release in force can’t be read. Tell its author.", e);
        }
    }

    private static String step(String key) {
        return STEPS.keySet().stream()
                .filter(step -> !step.isEmpty() && key.startsWith(step + "-"))
                .findFirst()
                .orElse("");
    }

    private static String said(JsonNode text) {
        return PLACE.matcher(text.asText())
                .replaceAll(place -> Matcher.quoteReplacement(
                        "[" + NAMES.getOrDefault(place.group(1), place.group(1).replace('_', ' ')) + "]"));
    }
}
