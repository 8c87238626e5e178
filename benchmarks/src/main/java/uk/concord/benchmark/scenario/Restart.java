package uk.concord.benchmark.scenario;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.concord.benchmark.platform.Usage;
import uk.concord.benchmark.population.Population;
import uk.concord.benchmark.report.Rounds;
import uk.concord.benchmark.report.Row;
import uk.concord.stack.opa.OpaServer;

/**
 * From the start of the process until it says that it is ready, against an OPA that loads the same preferences as a bundle; and the
 * memory that they take in each.
 */
public final class Restart implements Scenario {

    private static final double GOAL_SECONDS = 8;
    private static final int ROUNDS = 3;

    private double opaMegabytes;

    @Override
    public String name() {
        return "restart to ready";
    }

    @Override
    public String goal() {
        return "8 s or less";
    }

    /** What the other OPA's memory was with the same preferences, in MB; 0 before it was measured. */
    double opaMegabytes() {
        return opaMegabytes;
    }

    @Override
    public Row measure(Stage stage) throws Exception {
        Rounds ours = new Rounds();
        Rounds peer = new Rounds();
        Rounds memory = new Rounds();
        Path bundle = bundle(stage);
        double fileMegabytes = Files.size(bundle.resolve("patients/data.json")) / 1e6;
        String peerFailed = "";
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(stage.restart(Map.of()).readyAfter().toMillis() / 1e3);
            if (peerFailed.isEmpty()) {
                peerFailed = opa(stage, bundle, peer, memory);
            }
        }
        boolean both = !peer.isEmpty();
        opaMegabytes = both ? memory.median() : 0;
        return new Row(
                name(),
                String.format(Locale.ROOT, "%.1f s", ours.median()),
                both ? String.format(Locale.ROOT, "%.1f s", peer.median()) : "failed",
                both
                        ? String.format(
                                Locale.ROOT,
                                "%.1f times as fast",
                                1 / ours.over(peer).median())
                        : "-",
                goal(),
                Row.met(ours.median() <= GOAL_SECONDS),
                List.of(
                        "ours: " + ours.told(2) + " s, its database, its register and OPA's bundles included.",
                        both
                                ? "OPA: " + peer.told(2) + " s with a data.json of "
                                        + String.format(Locale.ROOT, "%.0f MB", fileMegabytes)
                                        + " from the local disk and no rules; resident memory then " + memory.told(0)
                                        + " MB."
                                : peerFailed));
    }

    private static String opa(Stage stage, Path bundle, Rounds seconds, Rounds memory) {
        long began = System.nanoTime();
        try (OpaServer opa = stage.parts().opaWith(bundle)) {
            seconds.add((System.nanoTime() - began) / 1e9);
            memory.add(Usage.residentMegabytes(opa.pid()));
            return "";
        } catch (IllegalStateException e) {
            return "OPA: " + e.getMessage();
        }
    }

    // Everybody, since who isn't registered must be told from who has said nothing: the same as the projection holds.
    private static Path bundle(Stage stage) throws IOException {
        Path bundle = stage.parts()
                .folder()
                .resolve("preferences-" + stage.population().size());
        Path file = bundle.resolve("patients/data.json");
        if (Files.exists(file)) {
            return bundle;
        }
        Files.createDirectories(file.getParent());
        Population population = stage.population();
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("{");
            for (int i = 0; i < population.size(); i++) {
                out.write((i == 0 ? "\"" : ",\"") + population.nhsNumber(i) + "\":" + population.preferences(i));
            }
            out.write("}");
        }
        return bundle;
    }
}
