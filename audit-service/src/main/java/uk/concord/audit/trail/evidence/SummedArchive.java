package uk.concord.audit.trail.evidence;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP archive whose last file has the SHA-256 sums of all others, in the form that {@code sha256sum --check} reads. */
final class SummedArchive {

    private static final String SUMS = "SHA256SUMS";

    private final ZipOutputStream zip;
    private final LocalDateTime time;
    private final StringBuilder sums = new StringBuilder();

    /**
     * @param out is not closed
     * @param at the time of all files, which ZIP keeps without a zone: it is UTC
     */
    SummedArchive(OutputStream out, Instant at) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.time = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }

    void add(String name, byte[] content) throws IOException {
        write(name, content);
        sums.append(HexFormat.of().formatHex(sha256(content)))
                .append("  ")
                .append(name)
                .append('\n');
    }

    // There is no close: closing would make an archive that was broken off look whole.
    void finish() throws IOException {
        write(SUMS, sums.toString().getBytes(StandardCharsets.UTF_8));
        zip.finish();
        zip.flush();
    }

    private void write(String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(time);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
