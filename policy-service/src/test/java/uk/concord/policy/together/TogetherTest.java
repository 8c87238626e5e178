package uk.concord.policy.together;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TogetherTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final BlockingQueue<List<Integer>> batches = new LinkedBlockingQueue<>();
    private final Semaphore go = new Semaphore(0);
    private final Together<Integer, Integer> doubled =
            new Together<>("doubling", new Together.Limits(3, 1, 5), this::doubleAll);

    private void doubleAll(List<Ticket<Integer, Integer>> batch) {
        batches.add(batch.stream().map(Ticket::item).toList());
        go.acquireUninterruptibly();
        for (Ticket<Integer, Integer> ticket : batch) {
            if (ticket.item() < 0) {
                throw new IllegalArgumentException("negative");
            }
            ticket.done(2 * ticket.item());
        }
    }

    @Test
    void theFirstGoesAtOnceAndThoseThatComeMeanwhileGoTogether() throws InterruptedException {
        List<Ticket<Integer, Integer>> tickets = new ArrayList<>(List.of(submit(1)));
        assertThat(batches.take()).containsExactly(1);
        IntStream.rangeClosed(2, 5).mapToObj(this::submit).forEach(tickets::add);
        go.release(3);

        assertThat(tickets.stream().map(ticket -> ticket.await().orElseThrow())).containsExactly(2, 4, 6, 8, 10);
        assertThat(batches.take()).containsExactly(2, 3, 4);
        assertThat(batches.take()).containsExactly(5);
        await().atMost(LONG).until(() -> doubled.underWay() == 0);
        assertThat(doubled.waiting()).isZero();
    }

    @Test
    void whatFailsTellsAllThatWereNotDoneAndTheNextGoOn() throws InterruptedException {
        Ticket<Integer, Integer> first = submit(0);
        batches.take();
        Ticket<Integer, Integer> done = submit(1);
        Ticket<Integer, Integer> bad = submit(-1);
        Ticket<Integer, Integer> never = submit(2);
        go.release(2);

        assertThat(first.await()).contains(0);
        assertThat(done.await()).contains(2);
        assertThatThrownBy(bad::await).hasMessage("negative");
        assertThatThrownBy(never::await).hasMessage("negative");
        go.release();
        assertThat(submit(4).await()).contains(8);
    }

    @Test
    void moreThanMayWaitIsRefusedWhole() throws InterruptedException {
        submit(0);
        batches.take();
        IntStream.rangeClosed(1, 4).forEach(this::submit);

        assertThat(doubled.submit(List.of(ticket(5), ticket(6)))).isFalse();
        assertThat(doubled.waiting()).isEqualTo(4);
        go.release(10);
        await().atMost(LONG).until(() -> doubled.underWay() == 0);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotDone() throws InterruptedException {
        submit(0);
        batches.take();
        Ticket<Integer, Integer> late = new Ticket<>(1, Duration.ofMillis(1));
        doubled.submit(List.of(late));

        assertThat(late.await()).isEmpty();
        go.release(10);
        await().atMost(LONG).until(() -> doubled.underWay() == 0);
        assertThat(batches).isEmpty();
        assertThat(late.isOver()).isTrue();
    }

    private Ticket<Integer, Integer> submit(int number) {
        Ticket<Integer, Integer> ticket = ticket(number);
        assertThat(doubled.submit(List.of(ticket))).isTrue();
        return ticket;
    }

    private static Ticket<Integer, Integer> ticket(int number) {
        return new Ticket<>(number, LONG);
    }
}
