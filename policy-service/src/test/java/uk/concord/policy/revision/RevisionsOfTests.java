package uk.concord.policy.revision;

import jakarta.enterprise.inject.Vetoed;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Says which revisions are in force without a database: those that the test says, and nothing before them is outdated. */
@Vetoed
public final class RevisionsOfTests extends RevisionWatch {

    private final Map<Part, Long> current = new ConcurrentHashMap<>();

    @SuppressWarnings("NullAway")
    public RevisionsOfTests(long release, long register) {
        super(null, null, new Settings(), Clock.systemUTC());
        current.put(Part.RELEASE, release);
        current.put(Part.REGISTER, register);
    }

    /** From now on this revision is in force. */
    public void move(Part part, long revision) {
        current.put(part, revision);
    }

    @Override
    public long current(Part part) {
        return current.getOrDefault(part, 0L);
    }

    @Override
    public void demandInForce(Part part, long revision) {
        // Which one is outdated has tests of its own.
    }

    private record Settings() implements RevisionSettings {

        @Override
        public Duration staleAfter() {
            return Duration.ofSeconds(3);
        }

        @Override
        public Duration pollEvery() {
            return Duration.ofSeconds(1);
        }
    }
}
