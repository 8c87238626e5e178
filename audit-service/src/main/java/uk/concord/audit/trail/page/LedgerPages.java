package uk.concord.audit.trail.page;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.note.VerifierKeys;
import uk.concord.audit.retention.Erasures;
import uk.concord.audit.verify.WholeCheck;
import uk.concord.audit.verify.WholeLedger;
import uk.concord.audit.witness.CosignedLog;
import uk.concord.audit.witness.WitnessStatus;
import uk.concord.kernel.page.PageTimes;

/** Makes the ledger's page. */
@ApplicationScoped
class LedgerPages {

    private final PublishedLog log;
    private final LogKeys keys;
    private final WholeLedger ledger;
    private final CosignedLog cosigned;
    private final Erasures erasures;

    LedgerPages(PublishedLog log, LogKeys keys, WholeLedger ledger, CosignedLog cosigned, Erasures erasures) {
        this.log = log;
        this.keys = keys;
        this.ledger = ledger;
        this.cosigned = cosigned;
        this.erasures = erasures;
    }

    LedgerPage now() {
        LedgerPage.Check check = said(ledger.state());
        List<LedgerPage.Key> verifiers =
                keys.verifiers().entries().stream().map(LedgerPages::said).toList();
        LedgerPage.Witnessing witnessing =
                said(cosigned.witnesses(), cosigned.newestSize().orElse(null), cosigned.quorum());
        StoredCheckpoints.Published newest = log.newest().orElse(null);
        return newest == null
                ? new LedgerPage(0, "", "", verifiers, witnessing, erased(), check)
                : new LedgerPage(
                        newest.size(),
                        PageTimes.said(newest.signedAt()),
                        newest.note(),
                        verifiers,
                        witnessing,
                        erased(),
                        check);
    }

    static LedgerPage.Key said(VerifierKeys.Entry entry) {
        return new LedgerPage.Key(
                entry.key().text(),
                entry.until() == null
                        ? "It signs."
                        : "It signs no more: it counts for signatures over at most " + entry.until() + " records.");
    }

    static LedgerPage.Witnessing said(List<WitnessStatus> witnesses, @Nullable Long size, int quorum) {
        if (witnesses.isEmpty()) {
            return new LedgerPage.Witnessing("", List.of(), List.of());
        }
        String enough = quorum == 1 ? "One of them is enough." : quorum + " of them are enough.";
        String cosigned = size == null
                ? "Not enough of them have signed yet. " + enough
                : "Enough of them have signed the first " + size + " records. " + enough;
        return new LedgerPage.Witnessing(
                cosigned,
                witnesses.stream()
                        .filter(witness -> witness.contradiction() != null)
                        .map(witness -> witness.name() + ": " + witness.contradiction())
                        .toList(),
                witnesses.stream()
                        .map(witness -> new LedgerPage.Witness(witness.name(), lines(witness)))
                        .toList());
    }

    private static List<String> lines(WitnessStatus witness) {
        List<String> lines = new ArrayList<>();
        lines.add(
                witness.size() == null || witness.cosignedAt() == null
                        ? "Has not signed yet."
                        : "Signed the first " + witness.size() + " records on " + PageTimes.said(witness.cosignedAt())
                                + ".");
        if (witness.failure() != null && witness.failedAt() != null) {
            // The alarm above the list says it in full.
            String why = witness.failure().equals(witness.contradiction())
                    ? "It has seen another ledger."
                    : witness.failure();
            lines.add("Did not sign on " + PageTimes.said(witness.failedAt()) + ". " + why);
        }
        return lines;
    }

    private LedgerPage.Erased erased() {
        Erasures.Total total = erasures.total();
        return new LedgerPage.Erased(total.records(), total.newest() == null ? "" : PageTimes.said(total.newest()));
    }

    static LedgerPage.Check said(WholeCheck check) {
        return switch (check) {
            case WholeCheck.None none -> done(false, "", List.of(), List.of());
            case WholeCheck.Running running ->
                new LedgerPage.Check(
                        true, running.seen(), running.total(), false, "Checking the ledger", List.of(), List.of());
            case WholeCheck.Whole whole ->
                done(
                        true,
                        "The ledger is whole",
                        List.of(
                                finished(whole.at()),
                                whole.erased() == 0
                                        ? "All " + whole.records() + " records say today exactly what was recorded."
                                        : "Of " + whole.records() + " records, " + whole.erased()
                                                + " were erased, as the ledger itself says. All others say today exactly what"
                                                + " was recorded.",
                                "None is missing, and none was put in.",
                                "The ledger agrees with all " + whole.checkpoints()
                                        + " signatures over it. The newest covers " + whole.signed() + " records."),
                        List.of());
            case WholeCheck.Altered altered ->
                done(
                        false,
                        "The ledger was altered",
                        List.of(
                                finished(altered.at()),
                                "What is listed here can’t be relied on. Don’t use it as evidence.",
                                "Tell the operator and the Caldicott Guardian now. Nothing must be deleted."),
                        altered.damages().stream().map(LedgerPages::said).toList());
            case WholeCheck.NotDone notDone ->
                done(
                        false,
                        "The check could not be finished",
                        List.of(
                                finished(notDone.at()),
                                notDone.why(),
                                "This says nothing about whether the ledger is whole. Check it again."),
                        List.of());
        };
    }

    private static LedgerPage.Check done(
            boolean good, String heading, List<String> lines, List<LedgerPage.Damage> damages) {
        return new LedgerPage.Check(false, 0, 0, good, heading, lines, damages);
    }

    private static String finished(Instant at) {
        return "This check ended on " + PageTimes.said(at) + ".";
    }

    private static LedgerPage.Damage said(WholeCheck.Damage damage) {
        String what = switch (damage.sort()) {
            case ALTERED -> damage.record() == null ? "Records were altered" : "A record was altered";
            case MISSING -> damage.record() == null ? "Records are missing, or too many" : "A record is missing";
            case SEARCH -> "A record is found under wrong terms, or not found";
            case NOT_ERASED -> "Records should have been erased, and are still there";
            case SIGNATURE -> "A signature over the ledger was altered";
        };
        // A record that is missing has no page to go to.
        boolean there = damage.record() != null && damage.sort() != WholeCheck.Sort.MISSING;
        return new LedgerPage.Damage(what, there ? SearchAddress.PATH + "/" + damage.record() : "", damage.what());
    }
}
