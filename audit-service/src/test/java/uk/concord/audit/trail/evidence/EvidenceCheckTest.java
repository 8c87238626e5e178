package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uk.concord.audit.testing.AuditBodies;
import uk.concord.audit.testing.AuditTestResource;
import uk.concord.audit.testing.People;
import uk.concord.audit.testing.RecordedEvents;
import uk.concord.audit.testing.Tampering;

/** A pack is checked as its reader would: with the program in it, and with openssl as its README tells. */
@QuarkusTest
@QuarkusTestResource(AuditTestResource.class)
class EvidenceCheckTest {

    @Inject
    RecordedEvents events;

    @TempDir
    Path folder;

    @Test
    void itsProgramProvesEveryRecordAndFindsEveryAlteration() throws Exception {
        AuditBodies first = recorded();
        AuditBodies second = recorded();
        UnpackedEvidence pack = Packs.pack(first.id(), second.id());

        Packs.check(
                folder,
                pack,
                0,
                "proven      " + first.id(),
                "proven      " + second.id(),
                "2 of 2 records are proven.");
        for (int at : new int[] {0, 100, first.bytes().length - 1}) {
            Packs.check(
                    folder,
                    pack.flipped(Packs.json(first), at),
                    1,
                    "NOT PROVEN  " + first.id(),
                    "1 of 2 records are proven.");
        }
        String proof = pack.text(Packs.proof(first));
        int extra = proof.indexOf("extra ") + 6;
        int hash = proof.indexOf('\n', proof.indexOf("index ")) + 1;
        for (int at :
                new int[] {0, extra + 2, extra + 40, proof.indexOf("index ") + 6, hash, hash + 42, proof.length() - 9
                }) {
            Packs.check(
                    folder,
                    pack.flipped(Packs.proof(first), at),
                    1,
                    "NOT PROVEN  " + first.id(),
                    "1 of 2 records are proven.");
        }
        String checkpoint = pack.text("checkpoint.txt");
        int size = checkpoint.indexOf('\n') + 1;
        int root = checkpoint.indexOf('\n', size) + 1;
        for (int at : new int[] {0, size, root, root + 42, checkpoint.lastIndexOf(' ') + 20}) {
            Packs.check(folder, pack.flipped("checkpoint.txt", at), 1, "NOT PROVEN");
        }
        Packs.check(folder, pack.flipped("key.txt", pack.text("key.txt").length() - 9), 1, "NOT PROVEN");
        Packs.check(folder, pack.without(Packs.json(first)), 1, "NOT PROVEN  " + first.id() + ": its file is missing");
        Packs.check(
                folder,
                pack.flipped("contents.csv", pack.text("contents.csv").indexOf("permit")),
                1,
                "NOT PROVEN  " + first.id());
        Packs.check(folder, pack.without("contents.csv"), 1, "NOT PROVEN");
        Packs.check(folder, pack.without("checkpoint.txt"), 1, "NOT PROVEN");
    }

    @Test
    void aKeyThatSomebodyGotElsewhereIsUsedInstead() throws Exception {
        UnpackedEvidence pack = Packs.pack(recorded().id());
        Packs.assumePython(folder);
        Path unpacked = pack.into(folder);
        String other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

        assertThat(UnpackedEvidence.run(unpacked, "python3", "check.py", other).text())
                .contains("NOT PROVEN: this key has not signed the checkpoint");
        assertThat(UnpackedEvidence.run(
                                unpacked,
                                "python3",
                                "check.py",
                                pack.text("key.txt").strip())
                        .status())
                .isZero();
    }

    @Test
    void aKeyThatWasRetiredCountsUpToTheSizeAtWhichItWas() throws Exception {
        UnpackedEvidence pack = Packs.pack(recorded().id());
        String key = pack.text("key.txt").strip();
        long size = Long.parseLong(pack.text("checkpoint.txt").split("\n", -1)[1]);
        String other = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

        Packs.check(
                folder,
                pack.with("key.txt", other + "\n" + key + " until " + size + "\n"),
                0,
                "They rest on this key: " + key);
        Packs.check(
                folder,
                pack.with("key.txt", other + "\n" + key + " until " + (size - 1) + "\n"),
                1,
                "NOT PROVEN: only a key has signed the checkpoint that was retired before");
        Packs.check(
                folder,
                pack.with("key.txt", other + "\n" + other + "\n"),
                1,
                "none of these keys has signed the checkpoint");
    }

    @Test
    void whatTheReadmeTellsToDoWithoutOurProgramWorks() throws Exception {
        AuditBodies record = recorded();
        UnpackedEvidence pack = Packs.pack(record.id());
        String steps = pack.text("README.txt")
                .split("CHECK IT WITHOUT OUR PROGRAM", -1)[1]
                .lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.strip().replace("records/ID", "records/" + record.id()))
                .collect(Collectors.joining("\n"));
        String leaf = People.officerOf("RXN")
                .get("/audit/records/" + record.id())
                .jsonPath()
                .getString("evidence.leaf_hash");

        UnpackedEvidence.Said said = UnpackedEvidence.run(pack.into(folder), "sh", "-e", "-c", steps);

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text()).contains("Signature Verified Successfully").endsWith(leaf + "\n");
    }

    @ParameterizedTest
    @EnumSource(Tampering.Alteration.class)
    void aRecordThatWasAlteredInTheDatabaseIsPackedAndNotProven(Tampering.Alteration alteration) throws Exception {
        AuditBodies sound = recorded();
        AuditBodies altered = recorded();
        UnpackedEvidence pack;
        try (Tampering tampering = Tampering.of(altered.id(), alteration)) {
            pack = Packs.pack(sound.id(), altered.id());
        }

        assertThat(pack.files())
                .containsKeys(Packs.json(sound), Packs.proof(sound), Packs.json(altered))
                .containsKey("records/" + altered.id() + ".altered.txt")
                .doesNotContainKey(Packs.proof(altered));
        assertThat(pack.bytes(Packs.json(altered))).isNotEqualTo(altered.bytes());
        assertThat(pack.text("contents.csv").lines())
                .anyMatch(line -> line.contains(altered.id().toString()) && line.contains("This record was altered"));
        assertThat(pack.proven()).containsExactly(sound.id());
        Packs.check(
                folder,
                pack,
                1,
                "proven      " + sound.id(),
                "NOT PROVEN  " + altered.id() + ": it was altered in the ledger before this pack was made");
    }

    private AuditBodies recorded() {
        AuditBodies event = AuditBodies.decision(UUID.randomUUID(), UUID.randomUUID());
        events.record(event);
        return event;
    }
}
