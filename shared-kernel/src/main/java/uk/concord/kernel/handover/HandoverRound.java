package uk.concord.kernel.handover;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.event.EventPublisher;
import uk.concord.kernel.event.Topic;
import uk.concord.kernel.handover.HandedOver.Overdue;

/** The rounds of one list: asks for what is missing and for what is new, alarms, sends again, and tells how the list stands. */
final class HandoverRound {

    private static final Logger LOG = Logger.getLogger(HandoverRound.class);
    private static final int SENT_TOGETHER = 500;
    private static final Duration TELL_AT_LEAST_EVERY = Duration.ofMinutes(1);

    private final HandedOver list;
    private final AskedLedger ledger;
    private final EventPublisher kafka;
    private final int together;
    private final long settledMs;
    private final HandoverStanding standing = new HandoverStanding();
    private final AtomicLong alarms = new AtomicLong();
    private HandoverCounts told = HandoverCounts.NONE;
    private long toldAt = System.nanoTime();

    HandoverRound(HandedOver list, AskedLedger ledger, EventPublisher kafka, HandoverSettings settings) {
        this.list = list;
        this.ledger = ledger;
        this.kafka = kafka;
        this.together = Math.min(settings.together(), HandoverQuestion.MOST);
        this.settledMs = Math.max(1, settings.settle().toMillis());
    }

    HandedOver list() {
        return list;
    }

    HandoverStanding standing() {
        return standing;
    }

    /** How many alarms there were so far. */
    long alarms() {
        return alarms.get();
    }

    /** Does all of it, as far as the ledger answers; whatever fails is tried again in the next round. */
    void run() {
        if (!list.isAsked()) {
            standing.notAsked();
            return;
        }
        try {
            askMissing();
            boolean all = askNext();
            alarm();
            see(list.counts());
            tell();
            if (all) {
                answered();
            } else {
                standing.silent("the ledger hasn't read on");
            }
        } catch (LedgerSilentException | RuntimeException e) {
            silent(e);
        }
    }

    private void askMissing() throws LedgerSilentException {
        List<UUID> missing = list.missing(together);
        if (!missing.isEmpty()) {
            list.answeredMissing(ask(missing));
        }
    }

    /** Returns whether the ledger has answered for all. */
    private boolean askNext() throws LedgerSilentException {
        List<UUID> next = list.next(together);
        while (!next.isEmpty()) {
            HandoverAnswer answer = ask(next);
            list.answeredNext(answer);
            if (!answer.pending().isEmpty()) {
                return false;
            }
            next = next.size() < together ? List.of() : list.next(together);
        }
        return true;
    }

    private HandoverAnswer ask(List<UUID> events) throws LedgerSilentException {
        HandoverCounts counts = list.counts();
        HandoverAnswer answer = ledger.ask(new HandoverQuestion(list.name(), counts, settledMs, events));
        told = counts;
        toldAt = System.nanoTime();
        return answer;
    }

    private void tell() throws LedgerSilentException {
        boolean isNews = !standing.counts().equals(told);
        boolean isLongAgo = System.nanoTime() - toldAt >= TELL_AT_LEAST_EVERY.toNanos();
        if (isNews || isLongAgo && !told.equals(HandoverCounts.NONE)) {
            ask(List.of());
        }
    }

    private void alarm() {
        List<Overdue> overdue = list.overdue(SENT_TOGETHER);
        if (overdue.isEmpty()) {
            return;
        }
        List<CloudEvent> again =
                overdue.stream().flatMap(one -> Stream.ofNullable(one.event())).toList();
        Set<UUID> sent = new HashSet<>();
        again.forEach(event -> sent.add(event.id()));
        kafka.publishAgain(Topic.AUDIT, again).forEach(event -> sent.remove(event.id()));
        for (Overdue one : overdue) {
            LOG.errorf(
                    "ALARM the ledger lacks an event that Kafka acknowledged way=%s event=%s sent_again=%s",
                    list.way(), one.id(), sent.contains(one.id()));
        }
        alarms.addAndGet(overdue.size());
        list.alarmed(overdue, sent);
    }

    private void see(HandoverCounts counts) {
        long more = counts.dropped() - standing.counts().dropped();
        if (more > 0) {
            LOG.warnf("too many events wait to be asked for, so these never will be way=%s count=%d", list.way(), more);
        }
        standing.seen(counts);
    }

    private void answered() {
        if (standing.silence() != null) {
            LOG.infof("the ledger answers for all that was handed over way=%s", list.way());
        }
        standing.answered();
    }

    // Once, not in every round: the gauge says for how long.
    private void silent(Exception e) {
        if (standing.silence() == null) {
            LOG.warnf(
                    "the ledger doesn't answer for what was handed over way=%s why=\"%s\"", list.way(), e.getMessage());
        }
        standing.silent(String.valueOf(e.getMessage()));
        try {
            see(list.counts());
        } catch (RuntimeException counting) {
            LOG.debugf("nor can it be counted why=\"%s\"", counting.getMessage());
        }
    }
}
