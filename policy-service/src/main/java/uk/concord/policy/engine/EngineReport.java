package uk.concord.policy.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * What an engine says of itself, in OPA's status report as far as we use it. Everything in it is somebody else's text: it is
 * bounded, and control characters are taken out.
 *
 * @param name its label {@code engine}, or the id that OPA gave itself at its start
 * @param fault what it says is wrong with our bundles; null: nothing
 */
record EngineReport(
        String name,
        String version,
        @Nullable String release,
        @Nullable String register,
        @Nullable String fault) {

    private static final int LONGEST_FAULT = 500;
    private static final int LONGEST_REVISION = 40;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    /**
     * @throws ProblemException 400, if it isn't a report of an engine with a name
     */
    static EngineReport of(JsonNode report) {
        JsonNode labels = report.path("labels");
        String label = labels.path("engine").asText();
        String name = label.isEmpty() ? labels.path("id").asText() : label;
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    "A status report names its engine in labels.engine or labels.id: 1 to 100 letters, digits, dots,"
                            + " hyphens and underscores.");
        }
        JsonNode bundles = report.path("bundles");
        List<String> faults = new ArrayList<>();
        for (String bundle : List.of("rules", "register")) {
            collect(bundle, bundles.path(bundle), faults);
        }
        return new EngineReport(
                name,
                clean(labels.path("version").asText(), LONGEST_REVISION),
                revision(bundles.path("rules")),
                revision(bundles.path("register")),
                faults.isEmpty() ? null : clean(String.join("; ", faults), LONGEST_FAULT));
    }

    private static void collect(String name, JsonNode bundle, List<String> faults) {
        if (bundle.path("code").asText().isEmpty()) {
            return;
        }
        StringBuilder fault = new StringBuilder(name)
                .append(": ")
                .append(bundle.path("message").asText("refused"));
        bundle.path("errors")
                .forEach(
                        error -> fault.append(", ").append(error.path("message").asText(error.asText())));
        faults.add(fault.toString());
    }

    private static @Nullable String revision(JsonNode bundle) {
        String revision = clean(bundle.path("active_revision").asText(), LONGEST_REVISION);
        return revision.isEmpty() ? null : revision;
    }

    private static String clean(String text, int longest) {
        String clean = CONTROL.matcher(text).replaceAll(" ").strip();
        return clean.length() <= longest ? clean : clean.substring(0, longest - 1) + "…";
    }
}
