package uk.concord.policy.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** What a release must look like before anybody looks at its rules: it stays inside the bundle's root, and in bounds. */
@ApplicationScoped
class ReleaseLimits {

    private static final int FILES = 200;
    private static final int CHARACTERS = 200_000;
    private static final Pattern PATH = Pattern.compile("concord/([a-z][a-z0-9_]{0,39}/){0,4}([a-z][a-z0-9_]{0,39}\\.rego|data\\.json)");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package concord(\\.[a-z][a-z0-9_]*)*\\s*$");
    private static final String ENTRY = "concord.decision";

    private final ObjectMapper json;

    ReleaseLimits(ObjectMapper json) {
        this.json = json;
    }

    /**
     * @throws ProblemException 422 with all faults in the member {@code faults}
     */
    void demand(Map<String, String> files) {
        List<String> faults = new ArrayList<>();
        if (files.isEmpty() || files.size() > FILES) {
            faults.add("A release has 1 to " + FILES + " files.");
        }
        files.forEach((path, text) -> check(path, text, faults));
        if (files.values().stream().noneMatch(text -> text.lines().anyMatch(("package " + ENTRY)::equals))) {
            faults.add("No module is the package " + ENTRY + ", whose rule answer is what decides.");
        }
        if (!faults.isEmpty()) {
            throw refused(faults);
        }
    }

    static ProblemException refused(List<String> faults) {
        return new ProblemException(
                ProblemType.UNPROCESSABLE, "The release was not taken. See faults.", Map.of("faults", faults), null);
    }

    private void check(String path, String text, List<String> faults) {
        if (!PATH.matcher(path).matches()) {
            faults.add(path + ": must be concord/….rego or concord/…/data.json, in lower case.");
        }
        if (text.length() > CHARACTERS) {
            faults.add(path + ": is longer than " + CHARACTERS + " characters.");
        }
        if (path.endsWith(".rego") && !PACKAGE.matcher(text).find()) {
            faults.add(path + ": its package must be concord or below it.");
        }
        if (path.endsWith(".json") && !isObject(text)) {
            faults.add(path + ": must be a JSON object.");
        }
    }

    private boolean isObject(String text) {
        try {
            return json.readTree(text).isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
