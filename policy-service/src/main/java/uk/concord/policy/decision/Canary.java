package uk.concord.policy.decision;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.Opa;
import uk.concord.policy.opa.OpaUnavailableException;

/**
 * Asks the policy engine all the time what it must refuse. If it answers anything but a deny, nothing is decided here until it
 * does, and what it answered before is forgotten: nobody knows since when it was wrong. If it doesn't answer, that is an alarm
 * too, but what is remembered still holds.
 */
@ApplicationScoped
class Canary {

    private static final Logger LOG = Logger.getLogger(Canary.class);

    private final CanaryQuestions questions;
    private final Opa opa;
    private final AnswerReader reader;
    private final RememberedAnswers remembered;
    private final Clock clock;
    private final MeterRegistry metrics;
    private volatile Answer last = Answer.SILENT;

    /** What came of the last time. */
    enum Answer {
        /** It denied, as it must. */
        DENIED,
        /** It answered something else. */
        WRONG,
        /** It didn't answer, or has no rules yet. */
        SILENT;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Canary(
            CanaryQuestions questions,
            Opa opa,
            AnswerReader reader,
            RememberedAnswers remembered,
            Clock clock,
            MeterRegistry metrics) {
        this.questions = questions;
        this.opa = opa;
        this.reader = reader;
        this.remembered = remembered;
        this.clock = clock;
        this.metrics = metrics;
        Gauge.builder("concord_canary_wrong", this, canary -> canary.last == Answer.WRONG ? 1 : 0)
                .description("1 while the policy engine permits what it must refuse; nothing is decided then")
                .register(metrics);
    }

    @Scheduled(
            identity = "canary",
            every = "${concord.canary.every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ask() {
        Answer before = last;
        Answer now = asked();
        if (now == Answer.WRONG) {
            last = now;
        }
        // After the last wrong one, too: something may have been remembered in between.
        if (now == Answer.WRONG || before == Answer.WRONG) {
            remembered.forgetAll();
        }
        last = now;
        metrics.counter("concord_canary", "answer", now.label()).increment();
        if (now != before) {
            tell(before, now);
        }
    }

    private static void tell(Answer before, Answer now) {
        switch (now) {
            case WRONG ->
                LOG.error("ALARM the policy engine did not refuse the canary's question, so nothing is decided here"
                        + " until it does");
            case SILENT -> LOG.errorf("ALARM the policy engine does not answer the canary before=%s", before.label());
            case DENIED -> LOG.infof("the policy engine refuses the canary as it must before=%s", before.label());
        }
    }

    private Answer asked() {
        List<CanaryQuestions.MustRefuse> asked = questions.at(clock.instant());
        List<Optional<Evaluation>> answers;
        try {
            answers = opa.evaluateAll(
                    asked.stream().map(CanaryQuestions.MustRefuse::input).toList());
        } catch (OpaUnavailableException e) {
            return Answer.SILENT;
        }
        Answer all = Answer.DENIED;
        for (int i = 0; i < asked.size(); i++) {
            Answer one = judged(asked.get(i), answers.get(i));
            if (one == Answer.WRONG) {
                return one;
            }
            all = one == Answer.SILENT ? one : all;
        }
        return all;
    }

    private Answer judged(CanaryQuestions.MustRefuse asked, Optional<Evaluation> found) {
        if (found.isEmpty()) {
            return Answer.SILENT;
        }
        try {
            PolicyAnswer answer = reader.read(found.get(), asked.input().facts().question());
            if (!answer.decision()) {
                return Answer.DENIED;
            }
            return asked.isMadeFromAnother(answer) ? Answer.SILENT : Answer.WRONG;
        } catch (OpaUnavailableException e) {
            return Answer.WRONG;
        }
    }

    Answer last() {
        return last;
    }

    /**
     * Returns if the engine wasn't caught permitting what it must refuse.
     *
     * @throws ProblemException 503
     */
    void demandSound() {
        if (last == Answer.WRONG) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "The policy engine did not refuse a question that it must refuse, so nothing is decided until it does."
                            + " The platform's operator has been alarmed.");
        }
    }
}
