package uk.concord.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.stack.platform.Secrets;
import uk.concord.stack.testing.TestDatabase;
import uk.concord.stack.testing.TestStack;

/** A key is lost to a thief: the packaged service goes on with another, and is told of the old one by its environment. */
class RetiredKeyTest {

    private static final Duration SIGNED_WITHIN = Duration.ofSeconds(120);

    @TempDir
    Path folder;

    private final TestStack stack = TestStack.own();
    private final TestDatabase database = stack.database("audit");

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void aRetiredKeyComesFromTheEnvironment() {
        String old = signSome();
        // As an operator does it: from the second line of the file, when nothing signs any more.
        long until = size(read(checkpoint()));

        try (AuditInstance after = instance(
                "new",
                Map.of(
                        "CONCORD_LEDGER_FORMER_KEYS_STOLEN_VKEY",
                        old,
                        "CONCORD_LEDGER_FORMER_KEYS_STOLEN_UNTIL",
                        Long.toString(until)))) {
            after.start();

            // The record of the change is the first that the new key signs.
            awaitMoreThan(until, after);
            assertThat(after.keys().orElseThrow().lines())
                    .hasSize(2)
                    .endsWith(old + " until " + until)
                    .doesNotHaveDuplicates();
        }
    }

    /** Has the old key sign records, and gives it as a verifier key. */
    private String signSome() {
        try (AuditInstance before = instance("old", Map.of());
                Load load = new Load(stack.bootstrapServers(), new Random()).start()) {
            before.start();
            awaitMoreThan(0, before);
            load.end();
            String key = before.keys().orElseThrow().strip();
            before.stop();
            return key;
        }
    }

    private AuditInstance instance(String name, Map<String, String> environment) {
        return new AuditInstance(
                folder.resolve(name), database, stack.bootstrapServers(), secrets(name), checkpoint(), environment);
    }

    private Path checkpoint() {
        return folder.resolve("checkpoint");
    }

    private Secrets secrets(String name) {
        return Secrets.in(folder.resolve(name + "-secrets"));
    }

    private static void awaitMoreThan(long size, AuditInstance instance) {
        await().atMost(SIGNED_WITHIN)
                .until(() -> instance.checkpoint()
                        .map(RetiredKeyTest::size)
                        .filter(signed -> signed > size)
                        .isPresent());
    }

    private static String read(Path checkpoint) {
        try {
            return Files.readString(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(String note) {
        return Long.parseLong(note.lines().skip(1).findFirst().orElseThrow());
    }
}
