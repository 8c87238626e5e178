package uk.concord.benchmark.scenario;

import java.util.List;
import java.util.Locale;
import uk.concord.benchmark.Options;
import uk.concord.benchmark.load.ClosedLoop;
import uk.concord.benchmark.question.Questions;
import uk.concord.benchmark.question.RecordedFacts;
import uk.concord.benchmark.question.RecordedFacts.Recorded;
import uk.concord.benchmark.question.Spread;
import uk.concord.benchmark.report.Rounds;
import uk.concord.benchmark.report.Row;

/** Fifty questions in one request, as for a list on a screen, against single checks on a raw OPA, per decision. */
public final class Batch implements Scenario {

    private static final int SIZE = 50;
    private static final int FACTS = 2_000;
    private static final double GOAL = 40;

    @Override
    public String name() {
        return "batch of 50, per decision";
    }

    @Override
    public String goal() {
        return "40 times";
    }

    @Override
    public Row measure(Stage stage) {
        Options options = stage.options();
        Questions questions = stage.questions(Spread.AS_ASKED);
        ClosedLoop batches = new ClosedLoop(
                stage.service().port(),
                stage.partnerHead("/access/v1/evaluations"),
                number -> questions.evaluations(number, SIZE));
        ClosedLoop.Seen first = batches.run(1, 1);
        if (first.errors() > 0) {
            throw new IllegalStateException("POST /access/v1/evaluations was not answered with 200");
        }
        List<String> inputs;
        try (RecordedFacts facts = new RecordedFacts(stage.parts().kafka().bootstrapServers(), stage.prefix())) {
            stage.checks(questions).run(options.callers(), FACTS);
            inputs = facts.read().stream().map(Recorded::input).toList();
        }
        Against.Side ours = new Against.Side(batches, Math.max(2, options.callers() / 4), SIZE, Cpu.ofOurs(stage));
        Against.Side peer = new Against.Side(stage.raw(inputs), options.callers(), 1, Cpu.ofRaw(stage));
        Against against = new Against(ours, peer);
        against.run(options.warmUp(), options.rounds(), options.round());
        Rounds ratios = against.ratios();
        return new Row(
                name(),
                ours.cell(),
                peer.cell(),
                String.format(Locale.ROOT, "%.1f", ratios.median()),
                goal(),
                Row.met(ratios.median() >= GOAL && ours.errors() == 0),
                List.of(
                        ours.note("ours"),
                        peer.note("raw OPA"),
                        "ratio of decisions per second, pair by pair: " + ratios.told(1)
                                + "; one requester, custodian and use for the fifty patients of a batch, each batch another."));
    }
}
