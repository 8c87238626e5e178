package uk.concord.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What more than one process does to a folder. */
public final class Folders {

    private Folders() {}

    /** Deletes a folder and all that is in it; does nothing when it is not there. */
    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the folder and those above it, and returns it. */
    public static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the folder that a file is to stand in. */
    public static void createFor(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            create(folder);
        }
    }

    /** Runs the work while no other process of this project runs work under the same lock file. */
    public static <T> T locked(Path lockFile, Supplier<T> work) {
        createFor(lockFile);
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IllegalStateException("The lock " + lockFile + " was lost");
            }
            return work.get();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
