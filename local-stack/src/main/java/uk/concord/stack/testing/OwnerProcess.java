package uk.concord.stack.testing;

import java.nio.file.Path;
import java.util.Optional;

/** The process whose end ends the shared stack: Maven or the IDE, which started the JVM that runs the tests. */
final class OwnerProcess {

    private OwnerProcess() {}

    /** The nearest Java process above this one, or this one when there is none. */
    static long pid() {
        ProcessHandle self = ProcessHandle.current();
        Optional<ProcessHandle> ancestor = self.parent();
        while (ancestor.isPresent() && !isJava(ancestor.get())) {
            ancestor = ancestor.get().parent();
        }
        return ancestor.orElse(self).pid();
    }

    private static boolean isJava(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.equals("java") || name.contains("idea"))
                .isPresent();
    }
}
