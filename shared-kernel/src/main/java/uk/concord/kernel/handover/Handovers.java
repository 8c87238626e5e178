package uk.concord.kernel.handover;

import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.EventPublisher;

/** Runs the rounds of all lists, one after the other, in a thread of its own: no request ever waits for them. */
@ApplicationScoped
class Handovers {

    private static final Duration TO_FINISH = Duration.ofSeconds(5);

    private final AskedLedger ledger;
    private final Duration every;
    private final List<HandoverRound> rounds;
    private final CountDownLatch stop = new CountDownLatch(1);
    private @Nullable Thread thread;

    Handovers(@All List<HandedOver> lists, AskedLedger ledger, EventPublisher kafka, HandoverSettings settings) {
        this.ledger = ledger;
        this.every = settings.every();
        this.rounds = lists.stream()
                .map(list -> new HandoverRound(list, ledger, kafka, settings))
                .toList();
    }

    /** Whether the ledger is asked. */
    boolean areAsked() {
        return ledger.isThere();
    }

    List<HandoverRound> rounds() {
        return rounds;
    }

    void begin(@Observes StartupEvent event) {
        if (areAsked()) {
            thread = Thread.ofPlatform().daemon().name("handovers").start(this::work);
        }
    }

    void end(@Observes ShutdownEvent event) throws InterruptedException {
        stop.countDown();
        if (thread != null) {
            thread.join(TO_FINISH);
        }
    }

    private void work() {
        try {
            while (!stop.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                rounds.forEach(HandoverRound::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
