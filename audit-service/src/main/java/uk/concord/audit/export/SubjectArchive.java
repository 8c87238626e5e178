package uk.concord.audit.export;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
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

/**
 * Writes the archive: README, checkpoint and key, then each record's exact bytes, salt and proof, at last an overview. All proofs are
 * under the one checkpoint. A part of a question about many people names others, too, so its bytes and salt stay out. Of a record that was
 * altered there is a line in the overview and nothing else.
 */
@ApplicationScoped
class SubjectArchive {

    private static final int AT_A_TIME = 200;

    private final Records records;
    private final PublishedLog log;
    private final LogKeys keys;
    private final Clock clock;

    SubjectArchive(Records records, PublishedLog log, LogKeys keys, Clock clock) {
        this.records = records;
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    void write(Whom whom, StoredCheckpoints.Published checkpoint, OutputStream out) throws IOException {
        // What is withheld from her is judged once, for the whole archive.
        Instant now = clock.instant();
        Overview overview = new Overview(whom);
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            add(zip, "README.txt", readme());
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
        }
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

    private static byte[] readme() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                SubjectArchive.class.getResourceAsStream("/export/README.txt"), "README.txt is packaged")) {
            return in.readAllBytes();
        }
    }
}
