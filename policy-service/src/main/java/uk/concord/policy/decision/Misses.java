package uk.concord.policy.decision;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.Opa;
import uk.concord.policy.opa.OpaUnavailableException;
import uk.concord.policy.together.Ticket;
import uk.concord.policy.together.Together;

/**
 * Asks OPA what isn't remembered. Whoever needs an answer that somebody is already waiting for waits with them, and questions
 * that come while calls are under way go to OPA in one call. What OPA answers clearly is remembered.
 */
@ApplicationScoped
class Misses {

    private final Opa opa;
    private final AnswerReader reader;
    private final RememberedAnswers remembered;
    private final AnswerSettings settings;
    private final Together<Facts.Input, PolicyAnswer> calls;
    private final ConcurrentHashMap<Facts, Ticket<Facts.Input, PolicyAnswer>> asked = new ConcurrentHashMap<>();
    private final DistributionSummary sizes;

    Misses(Opa opa, AnswerReader reader, RememberedAnswers remembered, AnswerSettings settings, MeterRegistry metrics) {
        this.opa = opa;
        this.reader = reader;
        this.remembered = remembered;
        this.settings = settings;
        this.calls = new Together<>(
                "opa-calls",
                new Together.Limits(settings.together(), settings.callsAtOnce(), settings.waitingAtMost()),
                this::ask);
        this.sizes = metrics.summary("concord_answers_together");
        metrics.gauge("concord_answers_waiting", this, Misses::waiting);
    }

    /** Questions that nobody has answered yet. */
    int waiting() {
        return asked.size();
    }

    /** OPA's answers at this instant, in the order of the facts, which are distinct; each is there, or failed, on its own. */
    List<Answered> answers(List<Facts> all, Instant at) {
        List<Answered> answers = new ArrayList<>(all.size());
        // No list, however long, takes all places: others ask too.
        int some = settings.together() * Math.max(1, settings.callsAtOnce() / 2);
        for (int from = 0; from < all.size(); from += some) {
            List<Ticket<Facts.Input, PolicyAnswer>> tickets =
                    submit(all.subList(from, Math.min(from + some, all.size())), at);
            for (Ticket<Facts.Input, PolicyAnswer> ticket : tickets) {
                answers.add(await(ticket, at));
            }
        }
        return answers;
    }

    private List<Ticket<Facts.Input, PolicyAnswer>> submit(List<Facts> some, Instant at) {
        List<Ticket<Facts.Input, PolicyAnswer>> tickets = new ArrayList<>(some.size());
        List<Ticket<Facts.Input, PolicyAnswer>> mine = new ArrayList<>(some.size());
        for (Facts facts : some) {
            Ticket<Facts.Input, PolicyAnswer> own = new Ticket<>(new Facts.Input(facts, at), settings.within());
            Ticket<Facts.Input, PolicyAnswer> other = asked.putIfAbsent(facts, own);
            if (other == null) {
                own.whenOver(() -> asked.remove(facts, own));
            }
            // An answer holds from the instant at which it is asked for, so a later question's is no answer to this
            // one.
            boolean joins = other != null && !other.item().at().isAfter(at);
            tickets.add(joins ? other : own);
            if (!joins) {
                mine.add(own);
            }
        }
        submitOrFail(mine);
        return tickets;
    }

    private Answered await(Ticket<Facts.Input, PolicyAnswer> ticket, Instant at) {
        try {
            PolicyAnswer answer = ticket.await()
                    .orElseThrow(() -> new OpaUnavailableException("didn't answer this question in time", null));
            if (answer.holdsAt(at)) {
                return new Answered.Found(answer);
            }
            Facts.Input input = ticket.item();
            if (input.at().equals(at)) {
                throw new OpaUnavailableException("gave an answer that doesn't hold any more", null);
            }
            return await(submitAlone(new Facts.Input(input.facts(), at)), at);
        } catch (ProblemException e) {
            return new Answered.Failed(e);
        } catch (RuntimeException e) {
            return new Answered.Failed(new OpaUnavailableException("couldn't be asked", e));
        }
    }

    private Ticket<Facts.Input, PolicyAnswer> submitAlone(Facts.Input input) {
        Ticket<Facts.Input, PolicyAnswer> ticket = new Ticket<>(input, settings.within());
        submitOrFail(List.of(ticket));
        return ticket;
    }

    private void submitOrFail(List<Ticket<Facts.Input, PolicyAnswer>> tickets) {
        if (!tickets.isEmpty() && !calls.submit(tickets)) {
            OpaUnavailableException full = new OpaUnavailableException("has too many questions waiting", null);
            tickets.forEach(ticket -> ticket.failed(full));
        }
    }

    private void ask(List<Ticket<Facts.Input, PolicyAnswer>> batch) {
        sizes.record(batch.size());
        if (batch.size() == 1) {
            askAlone(batch.getFirst());
            return;
        }
        List<Optional<Evaluation>> found;
        try {
            found = opa.evaluateAll(batch.stream().map(Ticket::item).toList());
        } catch (OpaUnavailableException e) {
            if (!e.answered()) {
                throw e;
            }
            // One question of them may have spoilt it for the others, so each is asked on its own.
            batch.forEach(this::askAlone);
            return;
        }
        for (int i = 0; i < batch.size(); i++) {
            Ticket<Facts.Input, PolicyAnswer> ticket = batch.get(i);
            found.get(i)
                    .ifPresentOrElse(
                            evaluation -> take(ticket, evaluation),
                            () -> ticket.failed(new OpaUnavailableException("has no answer to this question", null)));
        }
    }

    private void askAlone(Ticket<Facts.Input, PolicyAnswer> ticket) {
        try {
            take(ticket, opa.evaluate(ticket.item()));
        } catch (RuntimeException e) {
            ticket.failed(e);
        }
    }

    private void take(Ticket<Facts.Input, PolicyAnswer> ticket, Evaluation evaluation) {
        try {
            Facts.Input input = ticket.item();
            PolicyAnswer answer = reader.read(evaluation, input.facts().question());
            remembered.keep(input.facts(), input.at(), answer);
            ticket.done(answer);
        } catch (RuntimeException e) {
            ticket.failed(e);
        }
    }
}
