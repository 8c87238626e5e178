package uk.concord.audit.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.InvalidNoteException;
import uk.concord.audit.note.VerifierKeys;

/**
 * Checks a ledger against the log's keys and a checkpoint that was kept outside its database. Exit status 0: all is as it was
 * signed; 1: something was altered, and it is named; 2: it couldn't be checked.
 */
public final class VerifyMain {

    private static final long PROGRESS_EVERY = 5_000_000_000L;
    /** Each keeps a core of this machine busy, and another one where the database is. */
    private static final int READERS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 8);

    private static final int RIGHT = 0;
    private static final int ALTERED = 1;
    private static final int UNKNOWN = 2;

    private VerifyMain() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out));
    }

    /** Does the work and returns the exit status. */
    static int run(List<String> words, PrintStream out) {
        try {
            Arguments arguments = Arguments.parse(words);
            // Before the database is looked at: whatever was signed by now must be in it.
            String note = arguments.checkpoint().read();
            VerifierKeys keys = keys(arguments.key(), note.lines().findFirst().orElse(""));
            return verify(arguments, keys, Checkpoint.open(note, keys), out);
        } catch (CannotVerifyException e) {
            out.println("CAN'T CHECK: " + e.getMessage());
        } catch (InvalidNoteException e) {
            out.println(
                    "CAN'T CHECK: the checkpoint that was kept outside can't be relied on: " + e.getMessage() + ".");
        } catch (IOException e) {
            out.println("CAN'T CHECK: this file can't be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            out.println("CAN'T CHECK: " + e.getMessage());
        } catch (SQLException e) {
            out.println("CAN'T CHECK: the database can't be read: " + e.getMessage());
        } catch (RuntimeException e) {
            // Java's own status for it would be 1, which means something else here.
            out.println("CAN'T CHECK: this went wrong: " + e);
        }
        return UNKNOWN;
    }

    private static VerifierKeys keys(Path file, String origin) throws CannotVerifyException {
        try {
            return VerifierKeys.read(file, origin);
        } catch (IllegalArgumentException e) {
            throw new CannotVerifyException(
                    "the file with the keys, " + file + ", holds none that can be used: " + e.getMessage());
        } catch (NoSuchFileException e) {
            throw new CannotVerifyException("the file with the keys, " + file + ", isn't there");
        } catch (IOException e) {
            throw new CannotVerifyException("the file with the keys, " + file + ", can't be read: " + e);
        }
    }

    /** Says how far the check is, now and then. */
    private static LedgerCheck.Progress now(PrintStream out) {
        AtomicLong reported = new AtomicLong(System.nanoTime());
        return (seen, total) -> {
            if (System.nanoTime() - reported.get() > PROGRESS_EVERY) {
                reported.set(System.nanoTime());
                out.println("checked " + seen + " of " + total + " records");
            }
        };
    }

    private static int verify(Arguments arguments, VerifierKeys keys, Checkpoint outside, PrintStream out)
            throws SQLException {
        Findings findings = new Findings(out::println, arguments.all());
        try (Snapshot snapshot = new Snapshot(
                () -> DriverManager.getConnection(arguments.jdbcUrl(), arguments.user(), arguments.password()),
                READERS)) {
            try (SignedSizes signed = new SignedSizes(snapshot.main(), keys, outside, findings)) {
                LedgerCheck.Seen seen = new LedgerCheck(snapshot, findings, now(out)).run(signed);
                if (findings.none()) {
                    out.println("All " + seen.leaves() + " records are as they were recorded. "
                            + (seen.erased() == 0
                                    ? ""
                                    : seen.erased() + " of them were erased, as the ledger itself says. ")
                            + signed.compared()
                            + " signed checkpoints agree with them; the newest is over " + signed.agreed()
                            + " records.");
                    return RIGHT;
                }
                out.println("The ledger of " + outside.origin() + " was altered:");
                findings.summarise();
                return ALTERED;
            }
        }
    }
}
