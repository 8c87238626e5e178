package uk.concord.audit.note;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;

/**
 * The highest checkpoint that was ever signed, in a file outside the database: whoever changes the database, or restores an
 * older copy of it, doesn't change this file with it.
 */
public final class OutsideCheckpoint {

    private final Path file;

    /** @param file where it is, or will be; its folder must be there */
    public OutsideCheckpoint(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** The file's path, for messages. */
    public Path file() {
        return file;
    }

    /** The signed note, if one was ever kept. */
    public Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Replaces the file by this note. When it returns, the note survives a loss of power; if it fails, the old note is still
     * there.
     */
    public void replace(String note) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent(), "a file has a folder");
        Path temporary = Files.createTempFile(folder, ".checkpoint", ".new");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
        // The new name is safe only when the folder is on disk, too.
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
