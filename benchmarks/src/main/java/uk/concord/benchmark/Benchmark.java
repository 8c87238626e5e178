package uk.concord.benchmark;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import uk.concord.benchmark.load.Connection;
import uk.concord.benchmark.platform.PackagedService;
import uk.concord.benchmark.platform.Parts;
import uk.concord.benchmark.platform.TruthStandIn;
import uk.concord.benchmark.population.Population;
import uk.concord.benchmark.population.StatePublisher;
import uk.concord.benchmark.question.Region;
import uk.concord.benchmark.report.Page;
import uk.concord.benchmark.report.Row;
import uk.concord.benchmark.report.Table;
import uk.concord.benchmark.scenario.Batch;
import uk.concord.benchmark.scenario.Changes;
import uk.concord.benchmark.scenario.Everybody;
import uk.concord.benchmark.scenario.Memory;
import uk.concord.benchmark.scenario.Restart;
import uk.concord.benchmark.scenario.Scenario;
import uk.concord.benchmark.scenario.SingleCheck;
import uk.concord.benchmark.scenario.Stage;
import uk.concord.stack.ProjectFolder;

/** The main class behind {@code ./concord benchmark}. */
final class Benchmark {

    private static final int USAGE = 2;
    private static final Duration BOUND = Duration.ofMinutes(15);

    private final Options options;
    private final String only;
    private final boolean kept;
    private final long began = System.nanoTime();

    /**
     * @param only measures the scenarios with these words in their name
     * @param kept whether the page in docs is written anew
     */
    private Benchmark(Options options, String only, boolean kept) {
        this.options = options;
        this.only = only;
        this.kept = kept;
    }

    static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (!given.isEmpty() && given.getFirst().equals("--ledger")) {
            System.exit(LedgerBenchmark.run(given.subList(1, given.size())));
        }
        System.exit(of(given).map(wanted -> wanted.measured(given)).orElseGet(() -> {
            System.err.println(
                    "./concord benchmark takes nothing, --largest, --quick, --ledger, or --only and a part of a scenario's name.");
            return USAGE;
        }));
    }

    /** What these words ask for, of which {@code --ledger} isn't the first; nothing if they ask for nothing that there is. */
    static Optional<Benchmark> of(List<String> given) {
        return switch (String.join(" ", given)) {
            case "" -> Optional.of(new Benchmark(Options.full(), "", true));
            case "--largest" -> Optional.of(new Benchmark(Options.largest(), "", true));
            case "--quick" -> Optional.of(new Benchmark(Options.quick(), "", false));
            default ->
                given.size() == 2 && given.getFirst().equals("--only")
                        ? Optional.of(new Benchmark(Options.some(), given.getLast(), false))
                        : Optional.empty();
        };
    }

    private int measured(List<String> given) {
        if (scenarios(true).isEmpty()) {
            System.err.println("No scenario has these words in its name. There are:\n"
                    + new Benchmark(Options.some(), "", false)
                            .scenarios(true).stream().map(Scenario::name).collect(Collectors.joining("\n")));
            return USAGE;
        }
        return run(("./concord benchmark " + String.join(" ", given)).strip());
    }

    private int run(String command) {
        String machine = Machine.told();
        Instant date = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        StringBuilder text = new StringBuilder();
        boolean failed = false;
        try (Parts parts = startParts()) {
            Region region = Region.ofDemonstration();
            load(parts, region);
            for (int size : options.sizes()) {
                boolean largest = size == options.sizes().getLast();
                Population population = new Population(size, options.seed(), region.organisations(), date);
                List<Row> rows = measure(parts, region, population, largest);
                failed |= rows.stream().anyMatch(row -> row.met().equals("failed"));
                text.insert(0, section(population, rows));
            }
        }
        text.insert(0, "`" + command + "`, " + date + ", in " + minutes() + " minutes. " + machine + ".\n");
        System.out.println("\n" + text);
        Path page = ProjectFolder.here().root().resolve("docs/benchmarks.md");
        if (kept) {
            Page.write(page, text.toString());
            progress("written: docs/benchmarks.md");
        } else {
            progress("not the whole measurement, so " + page.getFileName() + " stays as it is");
        }
        return failed ? 1 : 0;
    }

    private List<Row> measure(Parts parts, Region region, Population population, boolean largest) {
        progress(String.format(Locale.ROOT, "publishing %,d patients", population.size()));
        try (Stage stage = new Stage(options, parts, region, population)) {
            return new Measurement(this::progress, BOUND).of(stage, scenarios(largest));
        } catch (IllegalStateException e) {
            return List.of(Row.failed("all", "-", String.valueOf(e.getMessage())));
        }
    }

    private List<Scenario> scenarios(boolean largest) {
        Restart restart = new Restart();
        List<Scenario> scenarios = new ArrayList<>();
        scenarios.add(SingleCheck.usual());
        scenarios.add(new Everybody());
        scenarios.add(new Changes());
        scenarios.add(restart);
        scenarios.add(new Memory(restart));
        if (largest) {
            scenarios.addAll(1, List.of(SingleCheck.allDistinct(), new Batch()));
            scenarios.add(SingleCheck.withoutMemory());
        }
        scenarios.removeIf(scenario -> !scenario.name().contains(only));
        return scenarios;
    }

    private static String section(Population population, List<Row> rows) {
        return String.format(
                        Locale.ROOT,
                        "%n### %,d patients%n%nOne in %d has preferences; %,d distinct profiles.%n%n",
                        population.size(),
                        Population.ONE_IN,
                        population.distinctProfiles())
                + Table.markdown(rows);
    }

    private Parts startParts() {
        progress("starting PostgreSQL, Kafka and OPA");
        return new Parts(options.jvm());
    }

    /** Puts the register into force through the API; release 1 of the rules is there from the first start. */
    private void load(Parts parts, Region region) {
        progress("loading the register");
        String prefix = "nobody-";
        Population nobody = new Population(1, options.seed(), region.organisations(), Instant.now());
        try (StatePublisher states = new StatePublisher(parts.kafka().bootstrapServers(), prefix);
                TruthStandIn truth = new TruthStandIn(nobody)) {
            states.publish(nobody);
            try (PackagedService service = parts.policyService(prefix, truth, Map.of());
                    Connection connection = new Connection(service.port())) {
                Connection.Answer answer = connection.send(
                        Connection.head(
                                "POST",
                                "/register/import",
                                Map.of(
                                        "Content-Type",
                                        "application/json",
                                        "Authorization",
                                        "Bearer " + parts.tokens().of("benchmark-operator", "operator"))),
                        region.document().getBytes(StandardCharsets.UTF_8));
                if (answer.status() != 200) {
                    throw new IllegalStateException(
                            "the register was refused with " + answer.status() + ": " + answer.text());
                }
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private long minutes() {
        return Math.round((System.nanoTime() - began) / 60e9);
    }

    private void progress(String what) {
        System.out.printf(Locale.ROOT, "%5d s  %s%n", (System.nanoTime() - began) / 1_000_000_000L, what);
    }
}
