package uk.concord.policy.decision;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Interner;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.policy.bundle.AlikeOrganisations;
import uk.concord.policy.bundle.AlikeView;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionChanged;
import uk.concord.policy.revision.RevisionWatch;

/**
 * Answers that OPA gave to facts under the newest revisions that are known here. They are dropped together as soon as a newer
 * revision of either part is known, from the database or from OPA. Bounded by their rough size in memory; safe for any thread.
 */
@ApplicationScoped
class RememberedAnswers {

    private static final Logger LOG = Logger.getLogger(RememberedAnswers.class);

    private final RevisionWatch revisions;
    private final AlikeView alike;
    private final AnswerSettings settings;
    private final Interner<PolicyAnswer> shared = Interner.newWeakInterner();
    private final Counter hits;
    private final Counter misses;
    private final Counter lent;
    private final Counter unlike;
    private final AtomicLong lendings = new AtomicLong();
    private volatile Epoch epoch;
    private volatile @Nullable AlikeOrganisations distrusted;

    RememberedAnswers(RevisionWatch revisions, AlikeView alike, AnswerSettings settings, MeterRegistry metrics) {
        this.revisions = revisions;
        this.alike = alike;
        this.settings = settings;
        this.epoch = epoch(0, 0);
        this.hits = metrics.counter("concord_answers_remembered", "found", "yes");
        this.misses = metrics.counter("concord_answers_remembered", "found", "no");
        this.lent = metrics.counter("concord_answers_lent");
        this.unlike = metrics.counter("concord_answers_unlike");
        metrics.gauge("concord_answers_remembered_size", this, RememberedAnswers::size);
        metrics.gauge("concord_answers_remembered_bytes", this, RememberedAnswers::bytes);
    }

    /** The answers under one pair of revisions. */
    final class Epoch {

        private final long release;
        private final long register;
        private final Cache<Facts, Remembered> answers;

        private Epoch(long release, long register, Cache<Facts, Remembered> answers) {
            this.release = release;
            this.register = register;
            this.answers = answers;
        }

        /**
         * The answer to these facts, if there is one that holds at this instant. It may have been given to another organisation
         * that the rules can't tell from this one; one of many such is left out, so that OPA is asked and the two are compared.
         */
        Optional<PolicyAnswer> find(Facts facts, Instant at) {
            Likened likened = likened(facts);
            Remembered found = answers.getIfPresent(likened.key());
            if (found == null || !found.holdsAt(at) || isToBeProven(found, likened)) {
                misses.increment();
                return Optional.empty();
            }
            hits.increment();
            return Optional.of(found.namesSomebody() ? likened.toTell(found.answer()) : found.answer());
        }

        private boolean isToBeProven(Remembered found, Likened likened) {
            if (found.names().equals(likened.names())) {
                return false;
            }
            lent.increment();
            return lendings.incrementAndGet() % Math.max(1, settings.proveOneIn()) == 0;
        }

        private void keep(Facts facts, Instant at, PolicyAnswer answer) {
            Likened likened = likened(facts);
            if (likened.isReplaced() && Likened.isOdd(answer)) {
                return;
            }
            PolicyAnswer template = likened.toRemember(answer);
            Remembered before = answers.getIfPresent(likened.key());
            if (likened.isReplaced()
                    && before != null
                    && before.holdsAt(at)
                    && !before.answer().equals(template)) {
                distrust(before, likened);
                return;
            }
            PolicyAnswer kept = shared.intern(template);
            answers.put(likened.key(), new Remembered(kept, at, kept == template, likened.names(), template != answer));
        }

        private Likened likened(Facts facts) {
            AlikeOrganisations known = alike.latest();
            boolean usable = settings.lend()
                    && known.release() == release
                    && known.register() == register
                    && known != distrusted;
            return Likened.of(facts, usable ? known : AlikeOrganisations.NONE);
        }

        private boolean reaches(long leastRelease, long leastRegister) {
            return release >= leastRelease && register >= leastRegister;
        }
    }

    /**
     * @param first whether no other entry had this answer: many questions have the same one, which is kept once
     * @param names for whom the answer was given, where others are like them
     * @param namesSomebody whether it has places for names in it
     */
    private record Remembered(
            PolicyAnswer answer, Instant from, boolean first, List<Likened.Name> names, boolean namesSomebody) {

        boolean holdsAt(Instant at) {
            return !at.isBefore(from) && answer.holdsAt(at);
        }
    }

    /** What is remembered under the newest revisions; nothing if those are newer than what is remembered rests on. */
    Optional<Epoch> newest() {
        Epoch now = epoch;
        boolean newest = now.reaches(revisions.current(Part.RELEASE), revisions.current(Part.REGISTER));
        return settings.remember() && newest && now.release > 0 ? Optional.of(now) : Optional.empty();
    }

    /** Remembers an answer that was read without fault, unless something newer than its revisions is known. */
    void keep(Facts facts, Instant at, PolicyAnswer answer) {
        Epoch target = settings.remember() ? epochOf(answer.revisions()) : null;
        if (target != null) {
            target.keep(facts, at, answer);
        }
    }

    private @Nullable Epoch epochOf(PolicyAnswer.RuleRevisions rules) {
        long release = rules.releaseNumber();
        long register = rules.registerNumber();
        Epoch now = epoch;
        if (now.release == release && now.register == register) {
            return now;
        }
        return begin(release, register);
    }

    // What the database says is in force is always right. So a revision that is ahead of it counts only until OPA
    // answers
    // with what is in force.
    private synchronized @Nullable Epoch begin(long release, long register) {
        Epoch now = epoch;
        if (now.release == release && now.register == register) {
            return now;
        }
        long releaseInForce = revisions.current(Part.RELEASE);
        long registerInForce = revisions.current(Part.REGISTER);
        boolean inForce = release == releaseInForce && register == registerInForce;
        boolean newer =
                release >= Math.max(now.release, releaseInForce) && register >= Math.max(now.register, registerInForce);
        if (!inForce && !newer) {
            return null;
        }
        epoch = epoch(release, register);
        return epoch;
    }

    synchronized void forget(@Observes RevisionChanged change) {
        long known = change.part() == Part.RELEASE ? epoch.release : epoch.register;
        if (known < change.revision()) {
            epoch = epoch(0, 0);
        }
    }

    // Two answers to what should be one question: the rules do tell these organisations apart. So nobody is lent an
    // answer
    // any more until rules or register change.
    private synchronized void distrust(Remembered before, Likened likened) {
        unlike.increment();
        distrusted = alike.latest();
        epoch = epoch(0, 0);
        LOG.errorf(
                "ALARM the rules answer differently to organisations that the register doesn't tell apart, so answers are no"
                        + " longer lent among them one=%s other=%s",
                words(before.names()), words(likened.names()));
    }

    private static String words(List<Likened.Name> names) {
        return names.stream().map(Likened.Name::word).collect(Collectors.joining(", "));
    }

    /** Forgets everything: what was answered before isn't trusted any more. */
    synchronized void forgetAll() {
        epoch = epoch(0, 0);
    }

    private Epoch epoch(long release, long register) {
        Cache<Facts, Remembered> answers = Caffeine.newBuilder()
                .maximumWeight(settings.rememberAtMost().asLongValue())
                .weigher((Facts facts, Remembered kept) ->
                        Weight.of(facts) + (kept.first() ? Weight.of(kept.answer()) : 0))
                .executor(Runnable::run)
                .build();
        return new Epoch(release, register, answers);
    }

    /** How many answers are remembered, roughly. */
    long size() {
        return epoch.answers.estimatedSize();
    }

    private long bytes() {
        return epoch.answers.policy().eviction().orElseThrow().weightedSize().orElse(0);
    }
}
