package uk.concord.stack.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.Versions;
import uk.concord.stack.process.Folders;

/** The programs of PostgreSQL, unpacked once into the project's own cache. */
final class PostgresBinaries {

    private PostgresBinaries() {}

    /** The folder that holds {@code bin/postgres}; unpacks it first when it is not there yet. */
    static Path folder(ProjectFolder project) {
        Path folder = project.tools().resolve("postgresql-" + Versions.of("postgres"));
        if (Files.isRegularFile(folder.resolve("bin/postgres"))) {
            return folder;
        }
        return Folders.locked(project.tools().resolve("postgresql.lock"), () -> {
            if (!Files.isRegularFile(folder.resolve("bin/postgres"))) {
                unpack(folder);
            }
            return folder;
        });
    }

    private static void unpack(Path folder) {
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        Folders.delete(part);
        String archive = "/" + archiveName();
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new IllegalStateException("No PostgreSQL for this machine (" + archiveName()
                        + ") is among the dependencies of local-stack: add the binaries of this system to its pom.xml");
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(in)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    write(tar, entry, part);
                }
            }
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be unpacked to " + folder, e);
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path base) throws IOException {
        Path target = base.resolve(entry.getName()).normalize();
        if (!target.startsWith(base)) {
            throw new IOException("The archive names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    private static String archiveName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = switch (System.getProperty("os.arch")) {
            case "aarch64" -> "arm_64";
            default -> "x86_64";
        };
        return "postgres-" + system + "-" + machine + ".txz";
    }
}
