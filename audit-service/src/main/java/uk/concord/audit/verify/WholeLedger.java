package uk.concord.audit.verify;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import uk.concord.audit.ingest.LedgerSettings;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.InvalidNoteException;
import uk.concord.audit.note.OutsideCheckpoint;
import uk.concord.audit.note.VerifierKeys;

/**
 * Runs the verifier over the whole ledger in the background, one run at a time at each replica. It reads one snapshot with the
 * service's own rights, and compares with the checkpoint that is kept outside the database.
 */
@ApplicationScoped
public class WholeLedger {

    private static final Logger LOG = Logger.getLogger(WholeLedger.class);
    private static final long TELL_EVERY = 256;

    private final AgroalDataSource database;
    private final LogKeys keys;
    private final OutsideCheckpoint outside;
    private final WholeCheckSettings settings;
    private final Clock clock;
    private final AtomicReference<WholeCheck> state = new AtomicReference<>(new WholeCheck.None());
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("ledger-check").factory());

    WholeLedger(
            AgroalDataSource database, LogKeys keys, LedgerSettings ledger, WholeCheckSettings settings, Clock clock) {
        this.database = database;
        this.keys = keys;
        this.outside = new OutsideCheckpoint(ledger.checkpointFile());
        this.settings = settings;
        this.clock = clock;
    }

    /** How the newest check stands. */
    public WholeCheck state() {
        return state.get();
    }

    /** Starts a check, unless one is running. */
    public void start() {
        WholeCheck before = state.get();
        WholeCheck.Running running = new WholeCheck.Running(clock.instant(), 0, 0);
        if (before instanceof WholeCheck.Running || !state.compareAndSet(before, running)) {
            return;
        }
        worker.execute(() -> state.set(check(running.since())));
    }

    private WholeCheck check(Instant since) {
        try {
            // Before the database is looked at: whatever was signed by now must be in it.
            Optional<String> note = outside.read();
            if (note.isEmpty()) {
                return notDone("Nothing has been signed yet.");
            }
            return check(since, Checkpoint.open(note.get(), keys.verifiers()), keys.verifiers());
        } catch (InvalidNoteException e) {
            return notDone(
                    "The checkpoint that is kept outside the database can’t be relied on: " + e.getMessage() + ".");
        } catch (CancellationException e) {
            return notDone("It took longer than it may. The operator can run the verifier on the command line.");
        } catch (IOException | SQLException | RuntimeException e) {
            LOG.errorf(e, "ledger check failed");
            return notDone("The ledger can’t be read now.");
        }
    }

    private WholeCheck.NotDone notDone(String why) {
        return new WholeCheck.NotDone(clock.instant(), why);
    }

    private WholeCheck check(Instant since, Checkpoint kept, VerifierKeys verifiers) throws SQLException {
        Findings findings = new Findings(line -> {}, false);
        Instant end = since.plus(settings.within());
        LedgerCheck.Progress progress = (seen, total) -> {
            if (seen % TELL_EVERY == 0 || seen == total) {
                state.set(new WholeCheck.Running(since, seen, total));
                if (Thread.currentThread().isInterrupted() || clock.instant().isAfter(end)) {
                    throw new CancellationException("ledger check stopped");
                }
            }
        };
        // One reader: whoever uses the service meanwhile comes first.
        try (Snapshot snapshot = new Snapshot(database::getConnection, 1);
                SignedSizes signed = new SignedSizes(snapshot.main(), verifiers, kept, findings)) {
            LedgerCheck.Seen seen = new LedgerCheck(snapshot, findings, progress).run(signed);
            return findings.none()
                    ? new WholeCheck.Whole(
                            clock.instant(), seen.leaves(), seen.erased(), signed.compared(), signed.agreed())
                    : new WholeCheck.Altered(
                            clock.instant(),
                            findings.first().stream().map(WholeLedger::damage).toList());
        }
    }

    private static WholeCheck.Damage damage(Findings.Finding finding) {
        WholeCheck.Sort sort = switch (finding.kind()) {
            case BODY, LEAF, TREE, TILE -> WholeCheck.Sort.ALTERED;
            case MISSING -> WholeCheck.Sort.MISSING;
            case ERASURE -> WholeCheck.Sort.NOT_ERASED;
            case COLUMNS -> WholeCheck.Sort.SEARCH;
            case CHECKPOINT -> WholeCheck.Sort.SIGNATURE;
        };
        return new WholeCheck.Damage(sort, finding.record(), finding.what());
    }

    @PreDestroy
    void stop() {
        worker.shutdownNow();
    }
}
