package uk.concord.policy.decision;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.breakglass.Grant;
import uk.concord.policy.breakglass.Grants;
import uk.concord.policy.breakglass.Sought;
import uk.concord.policy.projection.Patients;
import uk.concord.policy.projection.Standing;
import uk.concord.policy.recording.Recorder;

/**
 * Takes questions through their steps: who asks, facts, the rules' answer, record. It decides nothing itself. Several questions
 * go through each step together.
 */
@ApplicationScoped
class Decisions {

    private final WhoAsks whoAsks;
    private final Patients patients;
    private final Grants grants;
    private final Answers answers;
    private final DecisionEntry entries;
    private final AuditEvents records;
    private final Recorder recorder;
    private final UuidV7 ids;
    private final Clock clock;
    private final Counter permits;
    private final Counter denies;

    Decisions(
            WhoAsks whoAsks,
            Patients patients,
            Grants grants,
            Answers answers,
            DecisionEntry entries,
            AuditEvents records,
            Recorder recorder,
            UuidV7 ids,
            Clock clock,
            MeterRegistry metrics) {
        this.whoAsks = whoAsks;
        this.patients = patients;
        this.grants = grants;
        this.answers = answers;
        this.entries = entries;
        this.records = records;
        this.recorder = recorder;
        this.ids = ids;
        this.clock = clock;
        this.permits = metrics.counter("concord_decisions", "outcome", "permit");
        this.denies = metrics.counter("concord_decisions", "outcome", "deny");
    }

    /**
     * The decision, on record.
     *
     * @throws ProblemException 403 if the client may not ask this; 503 if anything that a decision needs isn't there
     */
    Decision decide(Question question, String client, String subject) {
        return switch (decideAll(List.of(question), client, subject).getFirst()) {
            case Outcome.Decided decided -> decided.decision();
            case Outcome.Failed failed -> throw failed.problem();
        };
    }

    /** What became of one question of several: each is decided, or fails, on its own. */
    sealed interface Outcome {

        /** It was decided, and the decision is on record. */
        record Decided(Decision decision) implements Outcome {}

        /** It was not decided. */
        record Failed(ProblemException problem) implements Outcome {}
    }

    /** The decisions about these questions, in their order, each on record, all judged at one instant on the same revisions. */
    List<Outcome> decideAll(List<? extends Question> questions, String client, String subject) {
        List<OneOfSeveral> all = questions.stream().map(OneOfSeveral::new).toList();
        all.forEach(one -> one.attempt(() -> findPatient(one, client)));
        Instant at = now();
        all.forEach(one -> one.attempt(() -> makeFacts(one, at)));
        evaluate(all, at);
        record(all, client, subject);
        return all.stream().map(OneOfSeveral::outcome).toList();
    }

    private void findPatient(OneOfSeveral one, String client) {
        whoAsks.demandMayAsk(client, one.question);
        if (one.question instanceof Question.PatientRecord record) {
            one.standing = patients.find(record.nhsNumber(), record.atLeast());
        }
    }

    private void makeFacts(OneOfSeveral one, Instant at) {
        one.timed = switch (one.question) {
            case Question.PatientRecord record -> {
                Standing standing = Objects.requireNonNull(one.standing);
                one.grant = grant(record, standing, at);
                yield FactsMaker.about(record, standing, one.grant, at);
            }
            case Question.Other other -> FactsMaker.about(other);
        };
    }

    private @Nullable Grant grant(Question.PatientRecord question, Standing standing, Instant at) {
        Sought sought = new Sought(
                question.purpose(), question.requester(), question.subject().id(), question.nhsNumber(), standing);
        return grants.find(sought, at).orElse(null);
    }

    private void evaluate(List<OneOfSeveral> all, Instant at) {
        List<OneOfSeveral> open = all.stream().filter(OneOfSeveral::isOpen).toList();
        if (open.isEmpty()) {
            return;
        }
        try {
            List<Answered> answered =
                    answers.each(open.stream().map(OneOfSeveral::facts).toList(), at);
            for (int i = 0; i < open.size(); i++) {
                switch (answered.get(i)) {
                    case Answered.Found found -> open.get(i).decide(ids.next(), found.answer(), at);
                    case Answered.Failed failed -> open.get(i).fail(failed.problem());
                }
            }
        } catch (ProblemException e) {
            open.forEach(one -> one.fail(e));
        }
    }

    private void record(List<OneOfSeveral> all, String client, String subject) {
        List<OneOfSeveral> decided = all.stream().filter(OneOfSeveral::isOpen).toList();
        List<AuditRecord> told = decided.stream()
                .map(one -> records.record(entries.of(one.decision(), client, subject)))
                .toList();
        try {
            recorder.record(told);
        } catch (ProblemException e) {
            decided.forEach(one -> one.fail(e));
            return;
        }
        decided.forEach(one -> (one.decision().answer().decision() ? permits : denies).increment());
    }

    // Microseconds, since that is what every database and every reader of the record can hold.
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** One question on its way through the steps; the first that fails ends it. */
    private static final class OneOfSeveral {

        private final Question question;
        private @Nullable Standing standing;
        private @Nullable Grant grant;
        private @Nullable TimedFacts timed;
        private @Nullable Decision decision;
        private @Nullable ProblemException problem;

        OneOfSeveral(Question question) {
            this.question = question;
        }

        void attempt(Runnable step) {
            if (isOpen()) {
                try {
                    step.run();
                } catch (ProblemException e) {
                    fail(e);
                }
            }
        }

        boolean isOpen() {
            return problem == null;
        }

        void fail(ProblemException why) {
            problem = why;
        }

        Facts facts() {
            return Objects.requireNonNull(timed).facts();
        }

        void decide(UUID id, PolicyAnswer answer, Instant at) {
            TimedFacts facts = Objects.requireNonNull(timed);
            decision = new Decision(
                    id,
                    question,
                    standing,
                    grant,
                    new Facts.Input(facts.facts(), at),
                    answer,
                    Decision.validUntil(at, answer, facts.changeAt()));
        }

        Decision decision() {
            return Objects.requireNonNull(decision);
        }

        Outcome outcome() {
            return problem == null ? new Outcome.Decided(decision()) : new Outcome.Failed(problem);
        }
    }
}
