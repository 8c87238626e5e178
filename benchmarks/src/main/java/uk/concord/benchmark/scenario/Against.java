package uk.concord.benchmark.scenario;

import java.time.Duration;
import java.util.Locale;
import uk.concord.benchmark.load.ClosedLoop;
import uk.concord.benchmark.report.Rounds;

/** Two sides in turns, A B A B: each round of one stands beside a round of the other. */
final class Against {

    private static final double P50 = 0.5;
    private static final double P99 = 0.99;

    private final Side ours;
    private final Side peer;

    Against(Side ours, Side peer) {
        this.ours = ours;
        this.peer = peer;
    }

    /** One side, and what its rounds gave. */
    static final class Side {

        private final ClosedLoop loop;
        private final int callers;
        private final double decisionsPerRequest;
        private final Cpu cpu;
        private final Rounds perSecond = new Rounds();
        private final Rounds p50 = new Rounds();
        private final Rounds p99 = new Rounds();
        private long errors;
        private long decisions;

        Side(ClosedLoop loop, int callers, double decisionsPerRequest, Cpu cpu) {
            this.loop = loop;
            this.callers = callers;
            this.decisionsPerRequest = decisionsPerRequest;
            this.cpu = cpu;
        }

        private void round(Duration time) {
            cpu.begin();
            ClosedLoop.Seen seen = loop.run(callers, time);
            cpu.end(Math.max(1, seen.requests() * decisionsPerRequest));
            perSecond.add(seen.perSecond() * decisionsPerRequest);
            p50.add(seen.latencies().millis(P50));
            p99.add(seen.latencies().millis(P99));
            errors += seen.errors();
            decisions += Math.round(seen.requests() * decisionsPerRequest);
        }

        Rounds perSecond() {
            return perSecond;
        }

        Rounds p99() {
            return p99;
        }

        long errors() {
            return errors;
        }

        long decisions() {
            return decisions;
        }

        String cell() {
            return String.format(Locale.ROOT, "%.0f/s, p99 %.1f ms", perSecond.median(), p99.median());
        }

        String note(String who) {
            return who + ": " + perSecond.told(0) + " decisions/s, p50 " + p50.told(2) + " ms, p99 " + p99.told(2)
                    + " ms per request, errors " + errors + "; CPU per decision: " + cpu.told() + ".";
        }
    }

    /** Warms both up and runs the rounds. */
    void run(Duration warmUp, int rounds, Duration round) {
        ours.loop.run(ours.callers, warmUp);
        peer.loop.run(peer.callers, warmUp);
        for (int i = 0; i < rounds; i++) {
            ours.round(round);
            peer.round(round);
        }
    }

    Rounds ratios() {
        return ours.perSecond.over(peer.perSecond);
    }
}
