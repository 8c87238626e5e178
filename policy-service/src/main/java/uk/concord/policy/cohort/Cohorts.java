package uk.concord.policy.cohort;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.decision.CohortDecisions;
import uk.concord.policy.decision.CohortQuestion;
import uk.concord.policy.projection.Population;
import uk.concord.policy.projection.Populations;
import uk.concord.policy.recording.Recorder;

/** Begins cohorts: everything that can be refused is refused here, before the first byte of an answer. */
@ApplicationScoped
class Cohorts {

    private static final int TRIES = 3;

    private final CohortDecisions decisions;
    private final Populations populations;
    private final CohortSettings settings;
    private final Pseudonyms pseudonyms;
    private final UuidV7 ids;
    private final ObjectMapper json;
    private final Cohort.Tools tools;
    private final Semaphore places;

    Cohorts(
            CohortDecisions decisions,
            Populations populations,
            CohortSettings settings,
            Pseudonyms pseudonyms,
            UuidV7 ids,
            ObjectMapper json,
            AuditEvents events,
            Recorder recorder,
            Clock clock,
            MeterRegistry metrics) {
        this.decisions = decisions;
        this.populations = populations;
        this.settings = settings;
        this.pseudonyms = pseudonyms;
        this.ids = ids;
        this.json = json;
        this.tools = new Cohort.Tools(events, recorder, populations, clock);
        this.places = new Semaphore(settings.atOnce());
        metrics.gauge("concord_cohorts_running", places, free -> settings.atOnce() - free.availablePermits());
    }

    /**
     * What a client wants.
     *
     * @param list the list and its format; null for everybody
     */
    record Wanted(CohortQuestion question, @Nullable List list, ListFormat answers, String client, String subject) {

        record List(InputStream body, ListFormat format) {}
    }

    /**
     * Begins it.
     *
     * @throws ProblemException 403 if the client may not ask this; 503 if it can't be answered safely now
     * @throws IOException if the client broke off
     */
    Cohort begin(Wanted wanted, RoutingContext request) throws IOException, InterruptedException {
        decisions.demandMayAsk(wanted.client(), wanted.question());
        if (wanted.list() == null) {
            decisions.demandMayAskAboutEverybody(wanted.client(), wanted.question());
        }
        if (!places.tryAcquire()) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "As many cohorts as this replica takes at once are being answered. Try again in a few seconds.");
        }
        AtomicBoolean open = new AtomicBoolean(true);
        Runnable leave = () -> {
            if (open.getAndSet(false)) {
                places.release();
            }
        };
        ClientWatch watch = new ClientWatch(request, settings.clientSilentFor());
        try {
            return begin(wanted, watch, leave);
        } catch (IOException | InterruptedException | RuntimeException e) {
            watch.close();
            leave.run();
            throw e;
        }
    }

    private Cohort begin(Wanted wanted, ClientWatch watch, Runnable leave) throws IOException, InterruptedException {
        Population population = populations.now();
        Instant at = tools.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Wanted.List list = wanted.list();
        PartSource source = list == null
                ? new PartSource.Everybody(population, settings.rowsInARecord())
                : new PartSource.Listed(
                        new ReadAhead(new RowReader(list.body(), list.format(), json), settings, watch), population);
        try {
            Part first = source.next();
            AnswerTable table = decided(wanted, population, first, at);
            CohortDecisions.Rules rules = table.rules();
            if (rules == null) {
                throw new IllegalStateException("at least one way to stand is decided at the beginning");
            }
            CohortHead head = new CohortHead(ids.next(), at, rules);
            CohortRecords records = new CohortRecords(
                    new CohortRecords.Asking(
                            wanted.question(),
                            decisions.actor(wanted.question(), wanted.client(), wanted.subject()),
                            decisions.asked(wanted.question(), at),
                            list == null),
                    population,
                    head,
                    pseudonyms);
            tools.recorder().record(java.util.List.of(tools.events().record(records.beginning())));
            return new Cohort(
                    tools, new Cohort.Pieces(source, table, records, writer(wanted), watch, head), first, leave);
        } catch (IOException | InterruptedException | RuntimeException e) {
            source.close();
            throw e;
        }
    }

    // Of everybody, and of a list that is longer than one part, all ways to stand are decided before the first answer:
    // so the
    // rules can't change between them. For a short list those are enough that it needs.
    private AnswerTable decided(Wanted wanted, Population population, @Nullable Part first, Instant at) {
        boolean all = wanted.list() == null
                || wanted.answers() == ListFormat.OPT_OUT_LIST
                || first != null && first.count() >= settings.rowsInARecord();
        for (int attempt = 1; ; attempt++) {
            AnswerTable table = new AnswerTable(decisions, wanted.question(), population, at);
            try {
                BitSet some = new BitSet();
                some.set(table.standing(Population.NONE));
                table.decide(some);
                if (all) {
                    table.decideAll();
                } else if (first != null) {
                    first.answer(table);
                }
                return table;
            } catch (ProblemException e) {
                // The rules may just have changed in the middle; nothing has gone out yet.
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private AnswerWriter writer(Wanted wanted) {
        boolean listed = wanted.list() != null;
        return switch (wanted.answers()) {
            case NDJSON -> new NdjsonWriter(json, listed);
            case CSV -> new CsvWriter(listed);
            case OPT_OUT_LIST -> new OptOutListWriter();
        };
    }
}
