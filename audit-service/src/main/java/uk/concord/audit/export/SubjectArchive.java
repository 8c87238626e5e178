package uk.concord.audit.export;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import uk.concord.audit.ingest.LogKeys;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.StoredCheckpoints;
import uk.concord.audit.log.InclusionProof;
import uk.concord.audit.log.PublishedLog;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Page;
import uk.concord.audit.trail.Records;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/**
 * Writes the archive: README, checkpoint and key, then each record's exact bytes, salt and proof, at last an overview. All proofs are
 * under the one checkpoint. A record that is erased while it is written is simply not in it, as one that was erased before. A part of
 * a question about many people names others, too, so its bytes and salt stay out. Of a record that was altered there is a line in the
 * overview and nothing else.
 */
@ApplicationScoped
class SubjectArchive {

    private static final int AT_A_TIME = 200;
    private static final long NO_RECORD = -1;

    private final Records records;
    private final PublishedLog log;
    private final LogKeys keys;

    SubjectArchive(Records records, PublishedLog log, LogKeys keys) {
        this.records = records;
        this.log = log;
        this.keys = keys;
    }

    @CheckedTemplate(basePath = "export")
    static class Templates {
        static native TemplateInstance readme(PublishedLog.Covering covering);
    }

    /**
     * The checkpoint for an archive: one that covers all about the person that the newest does.
     *
     * @param now the instant for which it is judged what is withheld from her
     * @throws ProblemException 503 if nothing is signed yet
     */
    PublishedLog.Covering covering(Whom whom, Instant now) {
        long size = log.newest()
                .map(StoredCheckpoints.Published::size)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNAVAILABLE, "The ledger isn't signed yet. Try again in a few seconds."));
        long newest = records.allAbout(whom, now, size, 1).records().stream()
                .mapToLong(StoredRecord::leafIndex)
                .findFirst()
                .orElse(NO_RECORD);
        return log.covering(newest);
    }

    /**
     * Writes the archive, newest record first. If that fails, what was written is no archive: its directory, which comes last, is
     * missing.
     *
     * @param now as in {@link #covering}
     */
    void write(Whom whom, Instant now, PublishedLog.Covering covering, OutputStream out) throws IOException {
        StoredCheckpoints.Published checkpoint = covering.checkpoint();
        Overview overview = new Overview(whom);
        // It isn't closed: that would make an archive that was broken off look whole.
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        add(zip, "README.txt", text(Templates.readme(covering).render()));
        add(zip, "checkpoint.txt", text(checkpoint.note()));
        add(zip, "log-key.txt", text(keys.verifiers().text()));
        long before = checkpoint.size();
        Page<StoredRecord> page;
        do {
            page = records.allAbout(whom, now, before, AT_A_TIME);
            for (StoredRecord record : page.records()) {
                add(zip, record, checkpoint, overview);
                before = record.leafIndex();
            }
        } while (page.next() != null);
        add(zip, "overview.csv", text(overview.csv()));
        zip.finish();
        zip.flush();
    }

    private void add(
            ZipOutputStream zip, StoredRecord record, StoredCheckpoints.Published checkpoint, Overview overview)
            throws IOException {
        Optional<RecordContent> content = record.content();
        if (content.isEmpty()) {
            // It may name others now, whatever it was.
            overview.addAltered(record);
            return;
        }
        String name = "records/" + record.leafIndex() + "-" + record.entry().eventId();
        overview.add(record, content.get());
        boolean whole = !content.get().facts().type().equals(AuditType.COHORT_PART);
        if (whole) {
            add(zip, name + ".json", record.body());
            add(zip, name + ".salt", record.salt());
        }
        byte[] opening =
                whole ? record.entry().opening(record.salt()) : record.entry().openingWithoutRecord();
        InclusionProof proof = log.inclusion(record.leafIndex(), checkpoint);
        add(zip, name + ".tlog-proof", text(proof.text(Base64.getEncoder().encodeToString(opening))));
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
