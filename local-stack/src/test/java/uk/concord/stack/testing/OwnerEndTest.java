package uk.concord.stack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uk.concord.stack.ProjectFolder;

/** The daemon watches processes that are not its own children. */
class OwnerEndTest {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @Test
    void theStackEndsWhenItsLastOwnerIsKilled() throws IOException {
        ProjectFolder project = ProjectFolder.here();
        var folder = project.kept().resolve("test-stack/owned-" + UUID.randomUUID());
        Process first = new ProcessBuilder("sleep", "600").start();
        Process second = new ProcessBuilder("sleep", "600").start();
        StackControl control = StackControl.start(project, folder, first.pid(), BOUND);
        control.adopt(second.pid());
        List<Long> processes = Stream.of("daemon", "kafka", "postgres")
                .map(part -> Long.parseLong(control.ask("addresses").getProperty("pid." + part)))
                .toList();

        first.destroyForcibly();
        assertThat(control.ask("addresses")).containsKey("kafka");
        second.destroyForcibly();

        await().atMost(BOUND)
                .untilAsserted(() -> assertThat(processes)
                        .noneMatch(pid -> ProcessHandle.of(pid)
                                .filter(ProcessHandle::isAlive)
                                .isPresent()));
        await().atMost(BOUND).until(() -> !Files.exists(folder));
    }
}
