package uk.concord.benchmark.population;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * So many people, of whom one in ten has preferences. The same seed, size and instant always give the same people; a person is
 * made when asked for, so no size takes memory to speak of.
 */
public final class Population {

    /** One of so many people has preferences. */
    public static final int ONE_IN = 10;

    private static final String NOTHING = "[]";
    private static final long FIRST_ID = 0x0193_0000_0000_7000L;

    private final NhsNumbers numbers;
    private final long seed;
    private final List<String> organisations;
    private final Instant now;

    /**
     * @param organisations whose codes an exception may name
     * @param now from which periods are reckoned
     */
    public Population(int size, long seed, List<String> organisations, Instant now) {
        this.numbers = new NhsNumbers(size);
        this.seed = seed;
        this.organisations = List.copyOf(organisations);
        this.now = now;
    }

    public int size() {
        return numbers.count();
    }

    public String nhsNumber(int index) {
        return numbers.of(index);
    }

    /** Who has this number; negative if nobody here. */
    public int indexOf(String nhsNumber) {
        return numbers.indexOf(nhsNumber);
    }

    public String id(int index) {
        return new UUID(FIRST_ID | (long) (index >>> 16) << 16, 0x8000_0000_0000_0000L | index).toString();
    }

    /** Whether this person has preferences. */
    public boolean hasSaid(int index) {
        return random(index).nextInt(ONE_IN) == 0;
    }

    /** The preferences as the JSON array of a state event. */
    public String preferences(int index) {
        SplittableRandom random = random(index);
        if (random.nextInt(ONE_IN) != 0) {
            return NOTHING;
        }
        return Choice.at(random.nextInt(Choice.OF)).preferences(random, organisations, now);
    }

    /** The state event's value. */
    public String state(int index) {
        String preferences = preferences(index);
        return state(index, preferences.equals(NOTHING) ? 0 : 1, preferences);
    }

    /** The value of a state event with another revision and these preferences. */
    public String state(int index, long revision, String preferences) {
        return "{\"schema\":\"concord-patient-state/1\",\"patient\":\"" + id(index) + "\",\"revision\":" + revision
                + ",\"nhs_numbers\":[\"" + nhsNumber(index)
                + "\"],\"changed_at\":\"2026-10-01T09:00:00Z\",\"preferences\":"
                + preferences + "}";
    }

    /** How many different sets of preferences there are, that of saying nothing included. */
    public int distinctProfiles() {
        Set<String> found = new HashSet<>();
        for (int index = 0; index < size(); index++) {
            if (hasSaid(index)) {
                found.add(preferences(index));
            }
        }
        return found.size() + 1;
    }

    private SplittableRandom random(int index) {
        return new SplittableRandom(seed * 1_000_003L + index);
    }
}
