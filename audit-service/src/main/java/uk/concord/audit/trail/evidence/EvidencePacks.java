package uk.concord.audit.trail.evidence;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.log.InclusionProof;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.trail.ErasedSelectionException;
import uk.concord.audit.trail.LargeSelectionException;
import uk.concord.audit.trail.Selection;
import uk.concord.audit.trail.SelectionReading;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.audit.AuditUnavailableException;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.page.PageTimes;
import uk.concord.kernel.problem.ProblemException;

/** Makes evidence packs. */
@ApplicationScoped
public class EvidencePacks {

    /** The most records of one pack. */
    public static final int MOST = 1000;

    // All are held until they are sent. A decision takes a few KiB, so a thousand of them fit.
    private static final long MOST_BYTES = 16L << 20;

    // What is read of the tree is remembered for so many proofs, and then forgotten.
    private static final int PROVEN_TOGETHER = 100;

    private final SelectionReading reading;
    private final PublishedLog log;
    private final LogKeys keys;

    EvidencePacks(SelectionReading reading, PublishedLog log, LogKeys keys) {
        this.reading = reading;
        this.log = log;
        this.keys = keys;
    }

    @CheckedTemplate(basePath = "evidence")
    static class Templates {
        static native TemplateInstance readme(Readme pack);
    }

    /**
     * What the pack says of itself.
     *
     * @param record the id of the audit record that it was made
     * @param reason indented, so that no line of it looks like the pack's own words
     * @param organisation the officer's; empty for an officer of the region
     */
    public record Readme(
            String record,
            String madeAt,
            String organisation,
            String subject,
            String reference,
            String reason,
            int records,
            String signedAt,
            PublishedLog.Covering covering) {}

    /**
     * A pack of these records. All were read, it is proven that all are in the ledger, and it is on record that the pack was made,
     * before anything of it can be read: what is erased from now on changes nothing of it.
     *
     * @param selection 1 to {@link #MOST} records
     * @throws ErasedSelectionException 410 if some of them have been erased since they were chosen
     * @throws LargeSelectionException 400 if they are too large together
     * @throws ProblemException 503 if no checkpoint covers them all yet
     * @throws AuditUnavailableException 503 if the record isn't accepted; then there is no pack
     */
    public EvidencePack make(Selection selection, EvidenceCase made) {
        List<StoredRecord> records = reading.read(selection, MOST_BYTES);
        List<Long> indexes = records.stream().map(StoredRecord::leafIndex).toList();
        PublishedLog.Covering covering = log.covering(indexes.getLast());
        StoredCheckpoints.Published checkpoint = covering.checkpoint();
        List<InclusionProof> proofs = new ArrayList<>();
        for (int from = 0; from < indexes.size(); from += PROVEN_TOGETHER) {
            int until = Math.min(from + PROVEN_TOGETHER, indexes.size());
            proofs.addAll(log.inclusions(indexes.subList(from, until), checkpoint));
        }
        byte[] script = script();
        AuditRecord record = reading.takeOut(selection, made.reference(), made.reason(), checkpoint.size());
        OdsCode organisation = record.actor().organisation();
        Readme readme = new Readme(
                record.id().toString(),
                PageTimes.said(record.occurredAt()),
                organisation == null ? "" : organisation.value(),
                record.actor().subject(),
                made.reference(),
                made.reason().replace("\n", "\n    "),
                proofs.size(),
                PageTimes.said(checkpoint.signedAt()),
                covering);
        return new EvidencePack(
                record.id(),
                record.occurredAt(),
                Templates.readme(readme).render(),
                script,
                keys.verifiers().text(),
                checkpoint.note(),
                records,
                proofs);
    }

    private static byte[] script() {
        try (InputStream in = EvidencePacks.class.getResourceAsStream("/evidence/" + EvidencePack.SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("The pack's script was not built in: " + EvidencePack.SCRIPT);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
