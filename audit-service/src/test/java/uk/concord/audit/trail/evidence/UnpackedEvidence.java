package uk.concord.audit.trail.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A pack as somebody got it, checked with nothing but the JDK: this shares no code with what it checks. */
record UnpackedEvidence(Map<String, byte[]> files) {

    private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

    /** What somebody's program said, and how it ended. */
    record Said(int status, String text) {}

    static UnpackedEvidence of(byte[] zip) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new UnpackedEvidence(files);
    }

    byte[] bytes(String name) {
        return files.get(name).clone();
    }

    String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /** The same pack with one bit of a file altered. */
    UnpackedEvidence flipped(String name, int at) {
        Map<String, byte[]> altered = new LinkedHashMap<>(files);
        byte[] content = bytes(name);
        content[at] ^= 1;
        altered.put(name, content);
        return new UnpackedEvidence(altered);
    }

    /** The same pack with another text in a file. */
    UnpackedEvidence with(String name, String text) {
        Map<String, byte[]> altered = new LinkedHashMap<>(files);
        altered.put(name, text.getBytes(StandardCharsets.UTF_8));
        return new UnpackedEvidence(altered);
    }

    /** The same pack without this file. */
    UnpackedEvidence without(String name) {
        Map<String, byte[]> rest = new LinkedHashMap<>(files);
        rest.remove(name);
        return new UnpackedEvidence(rest);
    }

    Path into(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return folder;
    }

    static Said run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(command[0] + " doesn't end");
        }
        return new Said(process.exitValue(), text);
    }

    /** The ids of the records that are proven, in the order of the archive. */
    List<UUID> proven() throws GeneralSecurityException {
        String note = text("checkpoint.txt");
        String[] checkpoint = note.split("\n", -1);
        if (!signed(
                note.substring(0, note.indexOf("\n\n") + 1),
                checkpoint[4],
                text("key.txt").strip())) {
            return List.of();
        }
        List<UUID> proven = new ArrayList<>();
        for (String name : files.keySet()) {
            UUID id = name.endsWith(".json")
                    ? UUID.fromString(name.substring("records/".length(), name.length() - ".json".length()))
                    : null;
            if (id != null && files.containsKey("records/" + id + ".tlog-proof")) {
                String proof = text("records/" + id + ".tlog-proof");
                if (proof.endsWith("\n\n" + note)
                        && Arrays.equals(
                                root(id, bytes(name), proof, Long.parseLong(checkpoint[1])), base64(checkpoint[2]))) {
                    proven.add(id);
                }
            }
        }
        return proven;
    }

    private static boolean signed(String text, String line, String verifier) throws GeneralSecurityException {
        String name = verifier.substring(0, verifier.indexOf('+'));
        byte[] typed = base64(verifier.substring(name.length() + 10));
        byte[] identified = base64(line.substring(("— " + name + " ").length()));
        byte[] key = Arrays.copyOf(SPKI, SPKI.length + 32);
        System.arraycopy(typed, 1, key, SPKI.length, 32);
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(key)));
        ed25519.update(text.getBytes(StandardCharsets.UTF_8));
        return text.startsWith(name + "\n") && ed25519.verify(Arrays.copyOfRange(identified, 4, identified.length));
    }

    private static byte[] root(UUID id, byte[] body, String proof, long size) throws GeneralSecurityException {
        List<String> lines = proof.substring(0, proof.indexOf("\n\n")).lines().toList();
        byte[] extra = base64(lines.get(1).substring("extra ".length()));
        long index = Long.parseLong(lines.get(2).substring("index ".length()));
        byte[] begin = HexFormat.of().parseHex("01" + id.toString().replace("-", ""));
        byte[] commitment = sha256(
                "concord-audit-commitment-v1".getBytes(StandardCharsets.US_ASCII),
                Arrays.copyOfRange(extra, 17, 49),
                body);
        List<byte[]> path = new ArrayList<>();
        lines.subList(3, lines.size()).forEach(line -> path.add(base64(line)));
        return fold(sha256(new byte[] {0}, begin, commitment), index, size, path);
    }

    /** MTH by PATH of RFC 6962 §2.1.1, from the root downwards. */
    private static byte[] fold(byte[] leaf, long index, long size, List<byte[]> path) throws GeneralSecurityException {
        if (size == 1) {
            return leaf;
        }
        long half = Long.highestOneBit(size - 1);
        byte[] sibling = path.removeLast();
        return index < half
                ? sha256(new byte[] {1}, fold(leaf, index, half, path), sibling)
                : sha256(new byte[] {1}, sibling, fold(leaf, index - half, size - half, path));
    }

    static byte[] sha256(byte[]... parts) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (byte[] part : parts) {
            digest.update(part);
        }
        return digest.digest();
    }

    private static byte[] base64(String text) {
        return Base64.getDecoder().decode(text);
    }
}
