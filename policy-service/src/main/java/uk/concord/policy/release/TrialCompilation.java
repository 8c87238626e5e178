package uk.concord.policy.release;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;
import java.util.regex.Pattern;
import uk.concord.policy.opa.Opa;

/**
 * Lets the policy engine beside this service compile a draft, under names of its own that no bundle owns and nothing asks
 * for, and takes it out again. So a release that doesn't compile is refused when it is drafted, by the engine that would run
 * it. (Should one go live all the same, the engine keeps the last good one.)
 */
@ApplicationScoped
class TrialCompilation {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package concord\\b");
    private static final Pattern REFERENCE = Pattern.compile("\\bdata\\.concord\\b");

    private final Opa opa;

    TrialCompilation(Opa opa) {
        this.opa = opa;
    }

    /**
     * @throws uk.concord.kernel.problem.ProblemException 422 if it doesn't compile, with what the engine says; 503 if the
     *     engine doesn't answer
     */
    void demandCompiles(SortedMap<String, String> files) {
        String trial = "trial_" + UUID.randomUUID().toString().replace("-", "");
        Map<String, String> waiting = new LinkedHashMap<>();
        files.forEach((path, text) -> {
            if (path.endsWith(".rego")) {
                waiting.put(trial + "/" + path, renamed(text, trial));
            }
        });
        List<String> taken = new ArrayList<>();
        try {
            compile(waiting, taken);
        } finally {
            // In the reverse order, since a module can't go while another one calls its functions.
            taken.reversed().forEach(opa::removeModule);
        }
    }

    // A module compiles only after those whose functions it calls, so whatever fails waits for the next round, as long as a
    // round gets further.
    private void compile(Map<String, String> waiting, List<String> taken) {
        List<String> faults = List.of();
        while (!waiting.isEmpty()) {
            List<String> round = new ArrayList<>();
            int before = waiting.size();
            for (String path : List.copyOf(waiting.keySet())) {
                List<String> found = opa.addModule(path, waiting.getOrDefault(path, ""));
                if (found.isEmpty()) {
                    waiting.remove(path);
                    taken.add(path);
                } else {
                    found.forEach(fault -> round.add(path.substring(path.indexOf('/') + 1) + ": " + fault));
                }
            }
            faults = round;
            if (waiting.size() == before) {
                throw ReleaseLimits.refused(faults);
            }
        }
    }

    private static String renamed(String text, String trial) {
        String moved = PACKAGE.matcher(text).replaceAll("package " + trial + ".concord");
        return REFERENCE.matcher(moved).replaceAll("data." + trial + ".concord");
    }
}
