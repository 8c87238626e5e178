package uk.concord.stack.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/**
 * How much memory processes hold, each shared page counted in equal parts among those that share it (proportional set size).
 * Only Linux says so; elsewhere it is 0.
 */
final class ProcessMemory {

    private ProcessMemory() {}

    /** In KiB, of one process and all that descend from it. */
    static long ofTree(long pid) {
        LongStream below = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(ProcessHandle::pid);
        return of(pid) + below.map(ProcessMemory::of).sum();
    }

    /** In KiB, of one process; 0 when it has ended meanwhile. */
    static long of(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
