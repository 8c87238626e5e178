package uk.concord.policy.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PatientState;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;

/** Made-up patients by number, the same for the same seed: one in ten has said something, in realistic variety. */
public final class ManyPatients {

    static final Instant SINCE = Instant.parse("2026-11-01T10:00:00.123456Z");

    private static final List<String> ORGANISATIONS =
            List.of("RXL", "RXN", "RTX", "RW5", "RXR", "RX7", "QE1", "P81002");
    private static final List<String> CATEGORIES =
            List.of("medications", "allergies", "mental-health", "sexual-health", "conditions", "documents");
    private static final List<String> PURPOSES = List.of("TREAT", "ETREAT", "HRESCH", "PUBHLTH", "HOPERAT");
    private static final long FIRST_NUMBER = 900_000_000L;

    private final Random random;
    private long next;

    public ManyPatients(long seed) {
        random = new Random(seed);
    }

    /** The next patient, as her first states is. */
    PatientState next() {
        long count = next++;
        return state(patient(count), 1 + random.nextInt(5), List.of(number(count)), said());
    }

    public static PatientState state(
            PatientId patient, long revision, List<NhsNumber> numbers, List<SchemePreference> preferences) {
        return new PatientState(PatientState.SCHEMA, patient, revision, numbers, SINCE, preferences);
    }

    public static PatientId patient(long count) {
        return new PatientId(
                new UUID(0x0191_F7A0_0000_7000L + (count << 20 & 0xFFFF_0000L), 0x8000L << 48 | mix(count)));
    }

    private static long mix(long count) {
        long mixed = (count + 1) * 0x9E3779B97F4A7C15L;
        return (mixed ^ mixed >>> 29) & 0x0FFF_FFFF_FFFF_FFFFL;
    }

    /** A valid number for each count, all different. */
    public static NhsNumber number(long count) {
        for (long nine = FIRST_NUMBER + count * 2; ; nine++) {
            for (int check = 0; check < 10; check++) {
                var number = NhsNumber.parse(nine + String.valueOf(check));
                if (number.isPresent() && nine < FIRST_NUMBER + count * 2 + 2) {
                    return number.get();
                }
            }
        }
    }

    private List<SchemePreference> said() {
        return random.nextInt(10) > 0 ? List.of() : preferences();
    }

    public List<SchemePreference> preferences() {
        List<SchemePreference> said = new ArrayList<>();
        for (String scheme : List.of("shared-care-record", "regional-research", "national-data-opt-out")) {
            if (random.nextInt(3) == 0) {
                said.add(new SchemePreference(
                        scheme,
                        1 + random.nextInt(4),
                        effect(),
                        SINCE.plusNanos(random.nextInt(1_000_000) * 1000L),
                        rules(random.nextInt(3), 1),
                        random.nextInt(20) == 0,
                        scheme.startsWith("national") ? SINCE : null));
            }
        }
        return said;
    }

    private List<PreferenceRule> rules(int most, int depth) {
        List<PreferenceRule> rules = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            rules.add(new PreferenceRule(
                    effect(),
                    some(ORGANISATIONS, 4),
                    random.nextInt(20) == 0 ? List.of("gp-practice") : List.of(),
                    some(CATEGORIES, 3),
                    some(PURPOSES, 6),
                    random.nextInt(30) == 0 ? List.of("R") : List.of(),
                    random.nextInt(15) == 0 ? SINCE : null,
                    random.nextInt(15) == 0 ? SINCE.plusSeconds(86_400L * random.nextInt(400)) : null,
                    depth < 3 && random.nextInt(10) == 0 ? rules(1, depth + 1) : List.of()));
        }
        return rules;
    }

    private Effect effect() {
        return random.nextBoolean() ? Effect.DENY : Effect.PERMIT;
    }

    private List<String> some(List<String> all, int oneIn) {
        return random.nextInt(oneIn) == 0 ? List.of(all.get(random.nextInt(all.size()))) : List.of();
    }
}
