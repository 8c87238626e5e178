package uk.concord.endtoend.faults;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/**
 * Every checkpoint that any instance ever served, as an outsider collects them: each verified with the log's public key, and no two
 * of one size with different roots.
 */
final class SeenCheckpoints implements AutoCloseable {

    private final List<AuditInstance> instances;
    private final PublicKey key;
    private final TreeMap<Long, String> notes = new TreeMap<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Thread thread = Thread.ofPlatform().name("outsider").unstarted(this::work);
    private volatile boolean wanted = true;

    SeenCheckpoints(List<AuditInstance> instances, Path publicKey) throws Exception {
        this.instances = List.copyOf(instances);
        String pem = Files.readString(publicKey).replaceAll("-----[A-Z ]+-----|\\s", "");
        this.key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(pem)));
    }

    SeenCheckpoints start() {
        thread.start();
        return this;
    }

    private void work() {
        while (wanted) {
            for (AuditInstance instance : instances) {
                instance.checkpoint().ifPresent(this::see);
            }
        }
    }

    private void see(String note) {
        String[] lines = note.split("\n");
        long size = Long.parseLong(lines[1]);
        if (!isSigned(note)) {
            faults.add("not signed: " + note);
        }
        synchronized (notes) {
            String before = notes.putIfAbsent(size, note);
            if (before != null && !before.split("\n")[2].equals(lines[2])) {
                faults.add("two roots of one size: " + before + " and " + note);
            }
        }
    }

    // C2SP signed-note: the text ends with the line break before the empty line; a signature is 4 bytes of key id and
    // 64 of Ed25519.
    private boolean isSigned(String note) {
        int end = note.indexOf("\n\n");
        String line = note.substring(end + 2).lines().findFirst().orElse("");
        byte[] signature = Base64.getDecoder().decode(line.substring(line.lastIndexOf(' ') + 1));
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(note.substring(0, end + 1).getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(Arrays.copyOfRange(signature, 4, signature.length));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** The largest size that was seen. */
    long newest() {
        synchronized (notes) {
            return notes.isEmpty() ? 0 : notes.lastKey();
        }
    }

    /** The note of the largest size. */
    String newestNote() {
        synchronized (notes) {
            return notes.lastEntry().getValue();
        }
    }

    /** The roots by size, in base64. */
    Map<Long, String> roots() {
        Map<Long, String> roots = new TreeMap<>();
        synchronized (notes) {
            notes.forEach((size, note) -> roots.put(size, note.split("\n")[2]));
        }
        return roots;
    }

    List<String> faults() {
        return faults;
    }

    /** Returns when a checkpoint over more than this was seen. */
    void awaitMoreThan(long size, java.time.Duration within) {
        Awaitility.await()
                .atMost(within)
                .pollInterval(java.time.Duration.ofMillis(50))
                .until(() -> newest() > size || !faults.isEmpty());
    }

    @Override
    public void close() {
        wanted = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
