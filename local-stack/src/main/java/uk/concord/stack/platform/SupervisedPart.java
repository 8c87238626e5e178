package uk.concord.stack.platform;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import uk.concord.stack.process.ChildProcess;

/** One part and what is known of it. */
final class SupervisedPart {

    private final PartPlan plan;
    private volatile Health health = Health.WAITING;
    private volatile String doing = "";
    private volatile long startedAt;
    private volatile long seconds;
    private volatile PartPlan.@Nullable Started started;

    SupervisedPart(PartPlan plan) {
        this.plan = plan;
    }

    /** What is known of a part. */
    enum Health {
        /** For the parts that it needs. */
        WAITING,
        STARTING,
        READY,
        /** Runs and does not answer as it should. */
        UNWELL,
        FAILED,
        STOPPED
    }

    PartPlan plan() {
        return plan;
    }

    Health health() {
        PartPlan.Started now = started;
        if (health == Health.READY && now != null) {
            if (!now.process().isAlive()) {
                return Health.FAILED;
            }
            return now.healthy().getAsBoolean() ? Health.READY : Health.UNWELL;
        }
        return health;
    }

    String doing() {
        PartPlan.Started now = started;
        if (health == Health.READY && now != null && !now.process().isAlive()) {
            return "ended by itself";
        }
        return doing;
    }

    /** How long its last start took, or has taken so far. */
    long seconds() {
        return health == Health.STARTING ? TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt) : seconds;
    }

    /** The process, or 0 when there is none. */
    long pid() {
        PartPlan.Started now = started;
        return now == null || !now.process().isAlive() ? 0 : now.process().pid();
    }

    synchronized void start() {
        PartPlan.Started now = started;
        if (now != null && now.process().isAlive()) {
            return;
        }
        startedAt = System.nanoTime();
        health = Health.STARTING;
        doing = "starting";
        try {
            started = plan.starter().start(what -> doing = what);
            doing = "";
            health = Health.READY;
        } catch (RuntimeException e) {
            doing = String.valueOf(e.getMessage());
            health = Health.FAILED;
            throw e;
        } finally {
            seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt);
        }
    }

    void neverStarted(String why) {
        doing = why;
        health = Health.FAILED;
    }

    synchronized void stop() {
        PartPlan.Started now = started;
        if (now != null && now.process().isAlive()) {
            doing = "stopping";
            now.process().stop();
        }
        health = Health.STOPPED;
        doing = "";
    }

    synchronized void kill() {
        process().kill();
        health = Health.STOPPED;
        doing = "killed";
    }

    void freeze() {
        process().freeze();
        doing = "frozen";
    }

    void thaw() {
        process().thaw();
        doing = "";
    }

    private ChildProcess process() {
        PartPlan.Started now = started;
        if (now == null) {
            throw new IllegalStateException(plan.name() + " was never started");
        }
        return now.process();
    }
}
