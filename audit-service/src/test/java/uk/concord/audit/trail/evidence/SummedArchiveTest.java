package uk.concord.audit.trail.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummedArchiveTest {

    private static final Instant AT = Instant.parse("2026-07-20T10:00:02Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void theLastFileHasTheSumsOfTheOthers() throws Exception {
        SummedArchive archive = new SummedArchive(out, AT);
        archive.add("a.txt", "abc".getBytes(StandardCharsets.UTF_8));
        archive.finish();

        try (ZipFile zip = new ZipFile(
                Files.write(folder.resolve("whole.zip"), out.toByteArray()).toFile())) {
            assertThat(zip.stream().map(Object::toString)).containsExactly("a.txt", "SHA256SUMS");
            assertThat(zip.getEntry("a.txt").getTimeLocal()).isEqualTo(LocalDateTime.parse("2026-07-20T10:00:02"));
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("SHA256SUMS")).readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.txt\n");
        }
    }

    @Test
    void anArchiveThatWasBrokenOffIsNone() throws Exception {
        SummedArchive archive = new SummedArchive(out, AT);
        archive.add("a.txt", "abc".getBytes(StandardCharsets.UTF_8));

        Path broken = Files.write(folder.resolve("broken.zip"), out.toByteArray());

        assertThatThrownBy(() -> new ZipFile(broken.toFile())).isInstanceOf(ZipException.class);
    }
}
