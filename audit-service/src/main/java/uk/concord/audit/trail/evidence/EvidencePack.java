package uk.concord.audit.trail.evidence;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import uk.concord.audit.log.InclusionProof;
import uk.concord.audit.trail.StoredRecord;

/**
 * A pack that is on record and can be written. It has all that it is made of: nothing is read while it is written, so nothing that
 * happens meanwhile can break it off but the connection's end.
 */
public final class EvidencePack {

    /** The media type of an archive. */
    public static final String MEDIA_TYPE = "application/zip";

    static final String SCRIPT = "check.py";
    private static final String FOLDER = "records/";
    private static final String ALTERED =
            "This record isn't what was recorded: it was altered in the ledger's database before this pack was made. The .json"
                    + " file beside this one is what stood there. There is no proof of it.\n";

    private final UUID id;
    private final Instant madeAt;
    private final String readme;
    private final byte[] script;
    private final String keys;
    private final String checkpoint;
    private final List<StoredRecord> records;
    private final List<InclusionProof> proofs;

    EvidencePack(
            UUID id,
            Instant madeAt,
            String readme,
            byte[] script,
            String keys,
            String checkpoint,
            List<StoredRecord> records,
            List<InclusionProof> proofs) {
        this.id = id;
        this.madeAt = madeAt;
        this.readme = readme;
        this.script = script;
        this.keys = keys;
        this.checkpoint = checkpoint;
        this.records = List.copyOf(records);
        this.proofs = List.copyOf(proofs);
    }

    /** The pack as a file to keep. */
    public Response answer() {
        return Response.ok((StreamingOutput) this::writeTo, MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"evidence-" + id + ".zip\"")
                .build();
    }

    /**
     * Writes the archive, records oldest first. If that fails, what was written is no archive: its directory, which comes last, is
     * missing.
     */
    void writeTo(OutputStream out) throws IOException {
        SummedArchive archive = new SummedArchive(out, madeAt);
        archive.add("README.txt", utf8(readme));
        archive.add(SCRIPT, script);
        archive.add("key.txt", utf8(keys));
        archive.add("checkpoint.txt", utf8(checkpoint));
        Contents contents = new Contents();
        for (int i = 0; i < proofs.size(); i++) {
            StoredRecord record = records.get(i);
            String name = FOLDER + record.entry().eventId();
            archive.add(name + ".json", record.body());
            if (record.content().isPresent()) {
                String extra = Base64.getEncoder().encodeToString(record.entry().opening(record.salt()));
                archive.add(name + ".tlog-proof", utf8(proofs.get(i).text(extra)));
            } else {
                // That it was altered is evidence, too, but not of what it says.
                archive.add(name + ".altered.txt", utf8(ALTERED));
            }
            contents.add(record);
        }
        archive.add("contents.csv", utf8(contents.text()));
        archive.finish();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
