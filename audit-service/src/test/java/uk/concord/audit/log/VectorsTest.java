package uk.concord.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.audit.ledger.LedgerEntry;
import uk.concord.audit.merkle.Hash;
import uk.concord.audit.merkle.Nodes;
import uk.concord.audit.merkle.TreeHashing;
import uk.concord.audit.merkle.TreeProofs;
import uk.concord.audit.note.Checkpoint;
import uk.concord.audit.note.NoteSigner;

/** The vectors for whoever writes a verifier, our own in the browser among them, are what the ledger's code makes. */
class VectorsTest {

    private static final Path COMMITTED = Path.of(System.getProperty("concord.root"), "docs", "ledger-vectors.json");
    private static final String ORIGIN = "ledger.example/vectors";
    private static final List<Integer> SIZES = List.of(1, 2, 3, 255, 256, 257, 1000);
    private static final int SEED = 9162;
    // The key of RFC 8032 §7.1, test 1, in PKCS #8.
    private static final byte[] KEY = HexFormat.of()
            .parseHex(
                    "302e020100300506032b6570042204209d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    private final Random random = new Random(SEED);
    private final List<Written> records = new ArrayList<>();

    @TempDir
    Path folder;

    private record Written(UUID id, byte[] salt, byte[] body) {

        LedgerEntry entry() {
            return new LedgerEntry(id, LedgerEntry.commit(salt, body));
        }
    }

    @Test
    void theCommittedVectorsAreWhatTheLedgerMakes() throws Exception {
        for (int i = 0; i < SIZES.getLast(); i++) {
            records.add(written(i));
        }
        Path pem = Files.writeString(
                folder.resolve("key.pem"),
                "-----BEGIN PRIVATE KEY-----\n" + base64(KEY) + "\n-----END PRIVATE KEY-----\n");
        NoteSigner signer = NoteSigner.read(ORIGIN, pem);

        Map<String, Object> made = new LinkedHashMap<>();
        made.put("key", signer.verifier().text());
        made.put(
                "vectors",
                SIZES.stream()
                        .flatMap(size -> places(size).stream().map(at -> vector(at, size, signer)))
                        .toList());
        String json =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(made) + "\n";

        if (Boolean.getBoolean("concord.vectors.write")) {
            Files.writeString(COMMITTED, json);
        }
        assertThat(json)
                .as("run this test with -Dconcord.vectors.write=true and commit what changed")
                .isEqualTo(Files.readString(COMMITTED));
    }

    private Written written(int number) {
        UUID id = new UUID((random.nextLong() & ~0xf000L) | 0x7000L, (random.nextLong() >>> 2) | Long.MIN_VALUE);
        byte[] salt = new byte[LedgerEntry.SALT_LENGTH];
        random.nextBytes(salt);
        String body = "{\"schema\":\"concord-audit/1\", \"id\":\"" + id + "\",\r\n \"summary\":\"Record " + number
                + ": naïve – “exact” bytes.\"}";
        return new Written(id, salt, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The first, the last, the one in the middle, and a random one. */
    private TreeSet<Integer> places(int size) {
        return new TreeSet<>(List.of(0, size - 1, size / 2, random.nextInt(size)));
    }

    private Map<String, Object> vector(int index, int size, NoteSigner signer) {
        Nodes nodes = (height, at) -> TreeHashing.perfectRoot(
                records.subList(Math.toIntExact(at << height), Math.toIntExact((at + 1) << height)).stream()
                        .map(Written::entry)
                        .map(LedgerEntry::leafHash)
                        .toList());
        Written record = records.get(index);
        Checkpoint checkpoint = new Checkpoint(ORIGIN, size, TreeProofs.root(size, nodes));
        List<String> hashes = TreeProofs.inclusion(index, size, nodes).stream()
                .map(Hash::base64)
                .toList();
        InclusionProof proof = new InclusionProof(index, size, hashes, signer.sign(checkpoint.text()));
        Map<String, Object> vector = new LinkedHashMap<>();
        vector.put("size", size);
        vector.put("index", index);
        vector.put("id", record.id().toString());
        vector.put("body", base64(record.body()));
        vector.put("salt", base64(record.salt()));
        vector.put("commitment", record.entry().commitment().base64());
        vector.put("leaf_hash", record.entry().leafHash().base64());
        vector.put("proof", proof.text(base64(record.entry().opening(record.salt()))));
        return vector;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
