package uk.concord.policy.cohort;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.audit.AuditEvents;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.policy.projection.Populations;
import uk.concord.policy.recording.Recorder;

/**
 * One cohort that has begun: its first part is decided and its first record kept. What goes wrong from now on ends it so that nobody
 * can take a part for the whole.
 */
final class Cohort implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Cohort.class);

    private final Tools tools;
    private final PartSource source;
    private final AnswerTable table;
    private final CohortRecords records;
    private final AnswerWriter writer;
    private final ClientWatch watch;
    private final CohortHead head;
    private final Runnable whenClosed;
    private @Nullable Part next;
    private Totals written = Totals.NONE;

    /** What all cohorts share. */
    record Tools(AuditEvents events, Recorder recorder, Populations populations, java.time.Clock clock) {}

    /** What one consists of. */
    record Pieces(
            PartSource source,
            AnswerTable table,
            CohortRecords records,
            AnswerWriter writer,
            ClientWatch watch,
            CohortHead head) {}

    Cohort(Tools tools, Pieces pieces, @Nullable Part first, Runnable whenClosed) {
        this.tools = tools;
        this.source = pieces.source();
        this.table = pieces.table();
        this.records = pieces.records();
        this.writer = pieces.writer();
        this.watch = pieces.watch();
        this.head = pieces.head();
        this.next = first;
        this.whenClosed = whenClosed;
    }

    CohortHead head() {
        return head;
    }

    /** Until when what is permitted so far may be relied on; null if nothing is. */
    @Nullable
    Instant permitsUntil() {
        return table.permitsUntil();
    }

    /** Writes all answers. */
    void writeTo(OutputStream out) throws IOException {
        try (this) {
            send(out, writer.beginning(head));
            Totals totals = answers(out);
            keep("complete", totals, "");
            send(out, writer.end(totals));
            out.flush();
        } catch (ProblemException e) {
            brokenOff(out, e);
        } catch (IOException e) {
            LOG.infof("cohort ended by its client decision=%s", head.id());
            tryToKeep("The client went away.");
            watch.breakOff();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            watch.breakOff();
        } catch (RuntimeException e) {
            LOG.errorf(e, "cohort failed decision=%s", head.id());
            brokenOff(out, new ProblemException(ProblemType.INTERNAL, "It isn't your fault, and it has been logged."));
        }
    }

    private Totals answers(OutputStream out) throws IOException, InterruptedException {
        Totals totals = Totals.NONE;
        try (AcknowledgedParts parts = new AcknowledgedParts(tools.recorder(), (answers, soFar) -> {
            demandStillRight();
            send(out, answers);
            written = soFar;
        })) {
            while (next != null) {
                Part part = next;
                part.answer(table);
                long before = totals.people();
                totals = totals.plus(part, table);
                byte[] answers = writer.part(part, table);
                if (totals.people() > before) {
                    parts.add(tools.events().record(records.part(totals.parts(), part, table)), answers, totals);
                } else {
                    parts.addWithoutRecord(answers, totals);
                }
                next = source.next();
            }
            parts.drain();
        }
        return totals;
    }

    // What is held here must not have become older than the bound, and no permit goes out that is over already.
    private void demandStillRight() {
        tools.populations().demandFresh();
        Instant until = table.permitsUntil();
        if (until != null && !tools.clock().instant().isBefore(until)) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE,
                    "It took so long that answers were over before they went out. Ask again about those who are missing, with"
                            + " a shorter list.");
        }
    }

    private void send(OutputStream out, byte[] bytes) throws IOException, InterruptedException {
        watch.whileWaiting(() -> {
            out.write(bytes);
            return bytes.length;
        });
    }

    private void brokenOff(OutputStream out, ProblemException why) throws IOException {
        LOG.warnf(
                "cohort broken off decision=%s problem=%s",
                head.id(), why.type().slug());
        tryToKeep(why.detail());
        byte[] said = writer.brokenOff(written, why);
        if (said == null) {
            watch.breakOff();
            return;
        }
        out.write(said);
        out.flush();
    }

    private void keep(String outcome, Totals totals, String why) {
        tools.recorder().record(List.of(tools.events().record(records.end(outcome, totals, why))));
    }

    private void tryToKeep(String why) {
        try {
            keep("broken-off", written, why);
        } catch (ProblemException e) {
            LOG.warnf("the end of a cohort isn't on record decision=%s", head.id());
        }
    }

    @Override
    public void close() {
        source.close();
        watch.close();
        whenClosed.run();
    }
}
