package uk.concord.benchmark.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import uk.concord.benchmark.Options;
import uk.concord.benchmark.load.ClosedLoop;
import uk.concord.benchmark.load.Connection;
import uk.concord.benchmark.platform.PackagedService;
import uk.concord.benchmark.platform.Parts;
import uk.concord.benchmark.platform.TruthStandIn;
import uk.concord.benchmark.population.Population;
import uk.concord.benchmark.population.StatePublisher;
import uk.concord.benchmark.question.Questions;
import uk.concord.benchmark.question.Region;
import uk.concord.benchmark.question.Spread;
import uk.concord.stack.opa.OpaServer;

/** One population with policy-service on it, and a raw OPA beside. */
public final class Stage implements AutoCloseable {

    private final Options options;
    private final Parts parts;
    private final Region region;
    private final Population population;
    private final String prefix;
    private final StatePublisher states;
    private final TruthStandIn truth;
    private final OpaServer rawOpa;
    private PackagedService service;
    private Rates singleChecks = Rates.NONE;

    /** What was measured of single checks, for the scenarios that compare with it. */
    record Rates(double ours, double raw) {
        static final Rates NONE = new Rates(0, 0);
    }

    /** Publishes the population and starts policy-service on it. */
    public Stage(Options options, Parts parts, Region region, Population population) {
        this.options = options;
        this.parts = parts;
        this.region = region;
        this.population = population;
        this.prefix = "of-" + population.size() + "-";
        this.states = new StatePublisher(parts.kafka().bootstrapServers(), prefix);
        states.publish(population);
        this.truth = new TruthStandIn(population);
        this.service = parts.policyService(prefix, truth, Map.of());
        this.rawOpa = parts.rawOpa();
    }

    /** Starts policy-service anew with more settings. */
    PackagedService restart(Map<String, String> more) {
        service.close();
        service = parts.policyService(prefix, truth, more);
        return service;
    }

    /** A service that holds nobody, beside none: the other one is stopped for it. */
    PackagedService restartEmpty(String emptyPrefix) {
        service.close();
        service = parts.policyService(emptyPrefix, truth, Map.of());
        return service;
    }

    ClosedLoop checks(Questions questions) {
        return new ClosedLoop(service.port(), partnerHead("/access/v1/evaluation"), questions::evaluation);
    }

    ClosedLoop raw(java.util.List<String> inputs) {
        byte[] head =
                Connection.head("POST", "/v1/data/concord/decision/answer", Map.of("Content-Type", "application/json"));
        return new ClosedLoop(rawOpa.port(), head, number -> inputs.get((int) (number % inputs.size())));
    }

    byte[] partnerHead(String path) {
        return Connection.head(
                "POST",
                path,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "Authorization",
                        "Bearer " + parts.tokens().of(Region.CLIENT, "partner")));
    }

    Questions questions(Spread spread) {
        return new Questions(region, population, options.seed(), spread);
    }

    /** Asks one question and returns the status. */
    int ask(String question) throws IOException {
        try (Connection connection = new Connection(service.port())) {
            return connection
                    .send(partnerHead("/access/v1/evaluation"), question.getBytes(StandardCharsets.UTF_8))
                    .status();
        }
    }

    Options options() {
        return options;
    }

    Parts parts() {
        return parts;
    }

    Population population() {
        return population;
    }

    String prefix() {
        return prefix;
    }

    StatePublisher states() {
        return states;
    }

    TruthStandIn truth() {
        return truth;
    }

    OpaServer rawOpa() {
        return rawOpa;
    }

    PackagedService service() {
        return service;
    }

    Rates singleChecks() {
        return singleChecks;
    }

    void keep(Rates rates) {
        singleChecks = rates;
    }

    @Override
    public void close() {
        service.close();
        rawOpa.close();
        truth.close();
        states.close();
    }
}
