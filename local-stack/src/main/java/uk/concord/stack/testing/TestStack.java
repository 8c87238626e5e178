package uk.concord.stack.testing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import uk.concord.stack.ProjectFolder;
import uk.concord.stack.process.Folders;

/**
 * A real PostgreSQL and a real Kafka for tests.
 *
 * <p>The {@linkplain #shared shared} one serves all tests of a Maven run; no test may stop its parts. A test of what happens when
 * a part is away starts its {@linkplain #own own} and closes it.
 */
public final class TestStack implements AutoCloseable {

    private static final Duration START_BOUND = Duration.ofSeconds(300);

    private final StackControl control;

    private TestStack(StackControl control) {
        this.control = control;
    }

    /** The stack of this Maven run or IDE, started now if no other test has started it. */
    public static TestStack shared() {
        ProjectFolder project = ProjectFolder.here();
        Path folder = project.kept().resolve("test-stack/shared");
        StackControl control = Folders.locked(
                folder.resolveSibling("shared.lock"),
                () -> StackControl.find(folder)
                        .filter(running -> running.adopt(OwnerProcess.pid()))
                        .orElseGet(() -> StackControl.start(project, folder, OwnerProcess.pid(), START_BOUND)));
        return new TestStack(control);
    }

    /** A stack for one test alone, which may stop and kill its parts. It ends when it is closed, or with this JVM. */
    public static TestStack own() {
        ProjectFolder project = ProjectFolder.here();
        Path folder = project.kept().resolve("test-stack/own-" + UUID.randomUUID());
        long pid = ProcessHandle.current().pid();
        return new TestStack(StackControl.start(project, folder, pid, START_BOUND));
    }

    /**
     * Makes a new, empty database with the two roles of a service. It is dropped some time after this JVM has ended.
     *
     * @param service lower-case letters: {@code consent} gives the roles {@code consent_owner} and {@code consent_service}
     */
    public TestDatabase database(String service) {
        Properties answer = control.ask("databases?service=" + service + "&pid="
                + ProcessHandle.current().pid());
        return new TestDatabase(
                answer.getProperty("jdbc-url"),
                answer.getProperty("database"),
                login(answer, "owner"),
                login(answer, "service"),
                login(answer, "verifier"),
                login(answer, "superuser"));
    }

    /** What Kafka clients call {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return control.ask("addresses").getProperty("kafka");
    }

    /** The operating system's number of the daemon, of Kafka ({@code kafka}) or of PostgreSQL ({@code postgres}). */
    public long pid(String part) {
        return Long.parseLong(control.ask("addresses").getProperty("pid." + part));
    }

    /** Does something to one part and returns when it is done. Only for a stack of the test's own. */
    public void tell(Part part, Fault fault) {
        control.ask("parts/" + part.label + "/" + fault.label);
    }

    @Override
    public void close() {
        control.stop();
    }

    private static TestDatabase.Login login(Properties answer, String who) {
        return new TestDatabase.Login(answer.getProperty(who + ".role"), answer.getProperty(who + ".password"));
    }

    /** A part that a test can do something to. */
    public enum Part {
        POSTGRES("postgres"),
        KAFKA("kafka");

        private final String label;

        Part(String label) {
            this.label = label;
        }
    }

    /** What a test can do to a part. */
    public enum Fault {
        /** Ends it in order. */
        STOP("stop"),
        /** Ends it as a crash does. */
        KILL("kill"),
        /** Lets it keep its connections and answer nothing. */
        FREEZE("freeze"),
        /** Lets a frozen part go on. */
        THAW("thaw"),
        /** Starts it again on the same port and data, and returns when it serves. */
        RESTART("restart");

        private final String label;

        Fault(String label) {
            this.label = label;
        }
    }
}
