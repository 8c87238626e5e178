package uk.concord.benchmark.scenario;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.concord.benchmark.platform.PackagedService;
import uk.concord.benchmark.platform.Usage;
import uk.concord.benchmark.population.StatePublisher;
import uk.concord.benchmark.report.Row;

/** What the projection takes: live objects after a full collection with the population, less the same with nobody. */
public final class Memory implements Scenario {

    private static final double GOAL_MEGABYTES = 150;

    private final Restart restart;

    public Memory(Restart restart) {
        this.restart = restart;
    }

    @Override
    public String name() {
        return "memory of the projection";
    }

    @Override
    public String goal() {
        return "under 150 MB";
    }

    @Override
    public Row measure(Stage stage) {
        String empty = "empty-" + stage.population().size() + "-";
        double without;
        try (StatePublisher nobody = new StatePublisher(stage.parts().kafka().bootstrapServers(), empty)) {
            without = megabytes(stage.restartEmpty(empty));
        }
        PackagedService service = stage.restart(Map.of());
        double with = megabytes(service);
        double held = with - without;
        double resident = Usage.residentMegabytes(service.pid());
        double patients = service.metric("concord_projection_patients", "");
        double unreadable = service.metric("concord_projection_unreadable_patients", "");
        if (patients != stage.population().size() || unreadable != 0) {
            throw new IllegalStateException(
                    "the projection holds " + patients + " patients, " + unreadable + " unreadable");
        }
        double opa = restart.opaMegabytes();
        return new Row(
                name(),
                String.format(Locale.ROOT, "%.0f MB", held),
                opa > 0 ? String.format(Locale.ROOT, "%.0f MB", opa) : "-",
                opa > 0 ? String.format(Locale.ROOT, "1/%.0f", opa / held) : "-",
                goal(),
                Row.met(held < GOAL_MEGABYTES),
                List.of(
                        String.format(
                                Locale.ROOT,
                                "live heap and direct buffers after a full collection: %.1f MB with %,d patients, %.1f MB with nobody:"
                                        + " %.0f bytes a patient.",
                                with,
                                stage.population().size(),
                                without,
                                held * 1e6 / stage.population().size()),
                        String.format(
                                Locale.ROOT,
                                "the whole JVM (%s) is resident with %.0f MB; the peer is OPA's resident memory with the same"
                                        + " preferences.",
                                String.join(" ", stage.options().jvm()),
                                resident)));
    }

    private static double megabytes(PackagedService service) {
        return service.liveBytes() / 1e6;
    }
}
