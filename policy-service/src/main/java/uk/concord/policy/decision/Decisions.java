package uk.concord.policy.decision;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.breakglass.Grant;
import uk.concord.policy.breakglass.Grants;
import uk.concord.policy.breakglass.Sought;
import uk.concord.policy.projection.Patients;
import uk.concord.policy.projection.Standing;

/** Takes a question through its steps: who asks, facts, OPA's decision, record. It decides nothing itself. */
@ApplicationScoped
class Decisions {

    private final WhoAsks whoAsks;
    private final Patients patients;
    private final Grants grants;
    private final Answers answers;
    private final DecisionEntry entries;
    private final DecisionRecorder recorder;
    private final UuidV7 ids;
    private final Clock clock;
    private final MeterRegistry metrics;

    Decisions(
            WhoAsks whoAsks,
            Patients patients,
            Grants grants,
            Answers answers,
            DecisionEntry entries,
            DecisionRecorder recorder,
            UuidV7 ids,
            Clock clock,
            MeterRegistry metrics) {
        this.whoAsks = whoAsks;
        this.patients = patients;
        this.grants = grants;
        this.answers = answers;
        this.entries = entries;
        this.recorder = recorder;
        this.ids = ids;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * The decision, on record.
     *
     * @throws uk.concord.kernel.problem.ProblemException 403 if the client may not ask this; 503 if anything that a decision
     *     needs isn't there
     */
    Decision decide(Question question, String client, String subject) {
        whoAsks.demandMayAsk(client, question);
        Decision decision = switch (question) {
            case Question.PatientRecord record -> {
                Standing standing = patients.find(record.nhsNumber());
                Instant at = now();
                Grant grant = grant(record, standing, at);
                yield evaluate(question, standing, grant, FactsMaker.about(record, standing, grant, at), at);
            }
            case Question.Other other -> evaluate(question, null, null, FactsMaker.about(other), now());
        };
        recorder.record(entries.of(decision, client, subject));
        metrics.counter("concord_decisions", "outcome", decision.answer().decision() ? "permit" : "deny")
                .increment();
        return decision;
    }

    /** What became of one question of several: each is decided, or fails, on its own. */
    sealed interface Outcome {

        /** It was decided, and the decision is on record. */
        record Decided(Decision decision) implements Outcome {}

        /** It was not decided. */
        record Failed(ProblemException problem) implements Outcome {}
    }

    /** The decisions about these questions, in their order, each on record. */
    List<Outcome> decideAll(List<? extends Question> questions, String client, String subject) {
        List<Outcome> outcomes = new ArrayList<>(questions.size());
        for (Question question : questions) {
            try {
                outcomes.add(new Outcome.Decided(decide(question, client, subject)));
            } catch (ProblemException e) {
                outcomes.add(new Outcome.Failed(e));
            }
        }
        return outcomes;
    }

    // Microseconds, since that is what every database and every reader of the record can hold.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private @Nullable Grant grant(Question.PatientRecord question, Standing standing, Instant at) {
        Sought sought = new Sought(
                question.purpose(), question.requester(), question.subject().id(), question.nhsNumber(), standing);
        return grants.find(sought, at).orElse(null);
    }

    private Decision evaluate(
            Question question, @Nullable Standing standing, @Nullable Grant grant, TimedFacts timed, Instant at) {
        Facts facts = timed.facts();
        Facts.Input input = new Facts.Input(facts, at);
        PolicyAnswer answer = answers.to(facts, at);
        return new Decision(
                ids.next(),
                question,
                standing,
                grant,
                input,
                answer,
                Decision.validUntil(at, answer, timed.changeAt()));
    }
}
