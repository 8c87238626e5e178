package uk.concord.policy.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionWatch;

/** Takes the reports of policy engines and says which are alarming. */
@ApplicationScoped
public class Engines {

    private static final Logger LOG = Logger.getLogger(Engines.class);
    private static final String OURS = "";

    private final EngineStore store;
    private final EngineSettings settings;
    private final RevisionWatch revisions;
    private final Clock clock;
    private volatile long alarming;

    Engines(EngineStore store, EngineSettings settings, RevisionWatch revisions, Clock clock, MeterRegistry metrics) {
        this.store = store;
        this.settings = settings;
        this.revisions = revisions;
        this.clock = clock;
        Gauge.builder("concord_engines_alarming", this, engines -> engines.alarming)
                .description("policy engines that refuse a bundle or stay behind")
                .register(metrics);
    }

    /**
     * Takes an engine's report. What it newly says is wrong is an alarm at once.
     *
     * @param client the OAuth client of a partner's engine; null: the platform's own
     * @throws ProblemException 409, if its owner has too many engines
     */
    void take(@Nullable String client, EngineReport report) {
        String owner = client == null ? OURS : client;
        Optional<String> before = store.fault(owner, report.name());
        if (!store.keep(owner, report, clock.instant(), settings.mostOfOneOwner())) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "There are reports of " + settings.mostOfOneOwner()
                            + " policy engines of yours already. Give an engine the same label \"engine\" at each start.");
        }
        String fault = report.fault();
        if (fault != null && !before.filter(fault::equals).isPresent()) {
            LOG.errorf(
                    "ALARM a policy engine refuses a bundle and keeps the last good one engine=%s owner=%s release=%s"
                            + " register=%s fault=\"%s\"",
                    report.name(), owner.isEmpty() ? "platform" : owner, report.release(), report.register(), fault);
        } else if (fault == null && before.isPresent()) {
            LOG.infof(
                    "a policy engine takes its bundles again engine=%s release=%s register=%s",
                    report.name(), report.release(), report.register());
        }
    }

    /** All engines that have reported lately, the platform's own first. */
    public List<Engine> all() {
        Instant now = clock.instant();
        Instant oldest = now.minus(settings.forgetAfter());
        return store.all().stream()
                .filter(one -> !one.at().isBefore(oldest))
                .map(one -> engine(one, now))
                .toList();
    }

    private Engine engine(EngineStore.Reported reported, Instant now) {
        EngineReport report = reported.report();
        boolean silent = reported.at().plus(settings.silentAfter()).isBefore(now);
        return new Engine(
                report.name(),
                reported.owner().isEmpty() ? null : reported.owner(),
                report.version(),
                reported.at(),
                report.release(),
                report.register(),
                report.fault(),
                silent,
                silent ? List.of() : alarms(reported));
    }

    private List<Engine.Alarm> alarms(EngineStore.Reported reported) {
        EngineReport report = reported.report();
        List<Engine.Alarm> alarms = new ArrayList<>();
        if (report.fault() != null) {
            alarms.add(Engine.Alarm.BUNDLE_REFUSED);
        }
        boolean settled = isOver(reported.heldSince(), reported.at());
        if (settled
                && (isBehind(Part.RELEASE, report.release(), reported.at())
                        || isBehind(Part.REGISTER, report.register(), reported.at()))) {
            alarms.add(Engine.Alarm.BEHIND);
        }
        return List.copyOf(alarms);
    }

    // Judged at its report: what changed since then may have come when the engine had ended.
    private boolean isBehind(Part part, @Nullable String held, Instant reported) {
        boolean same = Long.toString(revisions.current(part)).equals(held);
        return !same
                && revisions
                        .since(part)
                        .filter(since -> isOver(since, reported))
                        .isPresent();
    }

    private boolean isOver(Instant since, Instant at) {
        return since.plus(settings.behindAfter()).isBefore(at);
    }

    @Scheduled(
            identity = "engines",
            every = "${concord.engines.look-every}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        store.forget(clock.instant().minus(settings.forgetAfter()));
        long now = all().stream().filter(engine -> !engine.alarms().isEmpty()).count();
        if (now > alarming) {
            LOG.errorf("ALARM policy engines refuse a bundle or stay behind count=%d", now);
        }
        alarming = now;
    }
}
