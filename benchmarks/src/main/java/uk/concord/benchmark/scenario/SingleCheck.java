package uk.concord.benchmark.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import uk.concord.benchmark.Options;
import uk.concord.benchmark.load.ClosedLoop;
import uk.concord.benchmark.question.Questions;
import uk.concord.benchmark.question.RecordedFacts;
import uk.concord.benchmark.question.RecordedFacts.Recorded;
import uk.concord.benchmark.question.Spread;
import uk.concord.benchmark.report.Rounds;
import uk.concord.benchmark.report.Row;

/**
 * A single check over HTTP (token verified, preference looked up, recorded on Kafka) against the same rules on a raw OPA over HTTP, which
 * is given the facts, verifies nothing and records nothing.
 */
public final class SingleCheck implements Scenario {

    private static final int FACTS = 3_000;
    private static final String FOUND = "concord_answers_remembered_total";

    private final String name;
    private final Spread spread;
    private final Map<String, String> settings;
    private final boolean goalIsSet;

    private SingleCheck(String name, Spread spread, Map<String, String> settings, boolean goalIsSet) {
        this.name = name;
        this.spread = spread;
        this.settings = settings;
        this.goalIsSet = goalIsSet;
    }

    public static SingleCheck usual() {
        return new SingleCheck("single check over HTTP", Spread.AS_ASKED, Map.of(), true);
    }

    public static SingleCheck allDistinct() {
        return new SingleCheck("single check, all facts distinct", Spread.ALL_DISTINCT, Map.of(), false);
    }

    public static SingleCheck withoutMemory() {
        return new SingleCheck(
                "single check, memory off", Spread.AS_ASKED, Map.of("concord.answers.remember", "false"), false);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String goal() {
        return goalIsSet ? "at least the same throughput, p99 no worse" : "stated";
    }

    @Override
    public Row measure(Stage stage) throws Exception {
        if (!settings.isEmpty()) {
            stage.restart(settings);
        }
        try {
            return measured(stage);
        } finally {
            if (!settings.isEmpty()) {
                stage.restart(Map.of());
            }
        }
    }

    private Row measured(Stage stage) {
        Options options = stage.options();
        Questions questions = stage.questions(spread);
        ClosedLoop checks = stage.checks(questions);
        List<Recorded> recorded = facts(stage, checks);
        ClosedLoop raw = stage.raw(recorded.stream().map(Recorded::input).toList());
        long permitted = recorded.stream().filter(Recorded::permitted).count();
        demandSameAnswers(stage, recorded, permitted);
        Against.Side ours = new Against.Side(checks, options.callers(), 1, Cpu.ofOurs(stage));
        Against.Side peer = new Against.Side(raw, options.callers(), 1, Cpu.ofRaw(stage));
        Against against = new Against(ours, peer);
        boolean largest = stage.population().size() == options.sizes().getLast();
        long before = goalIsSet && largest ? options.askedBefore() : 0;
        if (before > 0) {
            // A service that a region uses has been asked before.
            checks.run(options.callers(), before);
        }
        double hits = stage.service().metric(FOUND, "yes");
        double misses = stage.service().metric(FOUND, "no");
        against.run(options.warmUp(), options.rounds(), options.round());
        hits = stage.service().metric(FOUND, "yes") - hits;
        misses = stage.service().metric(FOUND, "no") - misses;
        if (spread == Spread.AS_ASKED && settings.isEmpty()) {
            stage.keep(
                    new Stage.Rates(ours.perSecond().median(), peer.perSecond().median()));
        }
        Rounds ratios = against.ratios();
        boolean met = ratios.median() >= 1 && ours.p99().median() <= peer.p99().median() && ours.errors() == 0;
        List<String> notes = new ArrayList<>();
        notes.add(ours.note("ours"));
        notes.add(peer.note("raw OPA"));
        notes.add("ratio of throughput, pair by pair: " + ratios.told(2) + "; " + options.callers()
                + " callers at once.");
        notes.add(
                hits + misses > 0
                        ? String.format(
                                Locale.ROOT,
                                "remembered: %.1f %% of %.0f questions (warm-up included, %d asked before not); %s distinct combinations of requester, custodian"
                                        + " and use can come; permitted %d of the %d whose facts the peer gets.",
                                100 * hits / (hits + misses),
                                hits + misses,
                                before,
                                questions.combinations(),
                                permitted,
                                recorded.size())
                        : "nothing was remembered; permitted " + permitted + " of the " + recorded.size()
                                + " whose facts the peer gets.");
        return new Row(
                name,
                ours.cell(),
                peer.cell(),
                String.format(Locale.ROOT, "%.2f", ratios.median()),
                goal(),
                goalIsSet ? Row.met(met) : "stated",
                notes);
    }

    private static List<Recorded> facts(Stage stage, ClosedLoop checks) {
        try (RecordedFacts facts = new RecordedFacts(stage.parts().kafka().bootstrapServers(), stage.prefix())) {
            ClosedLoop.Seen seen = checks.run(stage.options().callers(), FACTS);
            if (seen.errors() > 0) {
                throw new IllegalStateException(seen.errors() + " of " + FACTS + " questions were not answered");
            }
            return facts.read();
        }
    }

    // The same facts under the same rules: if the raw OPA answered otherwise, the two sides would not be comparable.
    private static void demandSameAnswers(Stage stage, List<Recorded> recorded, long permitted) {
        ClosedLoop.Seen seen =
                stage.raw(recorded.stream().map(Recorded::input).toList()).run(1, recorded.size());
        if (seen.errors() > 0 || seen.permits() != permitted) {
            throw new IllegalStateException("the raw OPA permitted " + seen.permits() + " of " + recorded.size()
                    + " (errors " + seen.errors() + "), policy-service " + permitted);
        }
    }
}
