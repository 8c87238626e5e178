package uk.concord.benchmark.population;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The kinds of choices that people with preferences have made, and how many of a thousand have made each: most are plain opt-outs
 * under one scheme, as in England's published figures; fewer than one in six have exceptions.
 */
enum Choice {
    NATIONAL_OPT_OUT(380),
    TYPE_1_OPT_OUT(190),
    BOTH_OPT_OUTS(140),
    OBJECTS_TO_SHARING_FOR_CARE(70),
    JOINS_RESEARCH(50),
    OBJECTS_TO_EVERYTHING(30),
    HOLDS_BACK_CATEGORIES(50),
    EXCLUDES_ONE_ORGANISATION(30),
    EXCLUDES_A_TYPE(15),
    EXCLUDES_A_PURPOSE(10),
    FOR_A_PERIOD(15),
    SEVERAL_EXCEPTIONS(10),
    NESTED_EXCEPTIONS(10);

    static final int OF = 1000;

    private static final String CARE = "shared-care-record";
    private static final String RESEARCH = "regional-research";
    private static final String NATIONAL = "national-data-opt-out";
    private static final String TYPE_1 = "type-1-opt-out";
    private static final List<String> SENSITIVE = List.of(
            "mental-health", "sexual-health", "termination-of-pregnancy", "drugs-and-alcohol", "domestic-abuse");
    private static final List<String> TYPES = List.of("LOCAL_AUTHORITY", "AMBULANCE_TRUST", "ICB", "NHS_TRUST");
    private static final List<String> PURPOSES = List.of("ETREAT", "PATRQT", "TREAT");

    private final int perThousand;

    Choice(int perThousand) {
        this.perThousand = perThousand;
    }

    int perThousand() {
        return perThousand;
    }

    /** The choice that a number from 0 to 999 stands for. */
    static Choice at(int draw) {
        int rest = draw;
        for (Choice choice : values()) {
            rest -= choice.perThousand;
            if (rest < 0) {
                return choice;
            }
        }
        throw new IllegalArgumentException("the choices' shares don't make " + OF);
    }

    /** The preferences as the JSON array of a state event. */
    String preferences(RandomGenerator random, List<String> organisations, Instant now) {
        return switch (this) {
            case NATIONAL_OPT_OUT -> list(others(NATIONAL, now));
            case TYPE_1_OPT_OUT -> list(others(TYPE_1, now));
            case BOTH_OPT_OUTS -> list(others(NATIONAL, now), others(TYPE_1, now));
            case OBJECTS_TO_SHARING_FOR_CARE -> list(ours(CARE, "deny", ""));
            case JOINS_RESEARCH -> list(ours(RESEARCH, "permit", ""));
            case OBJECTS_TO_EVERYTHING ->
                list(ours(CARE, "deny", ""), ours(RESEARCH, "deny", ""), others(NATIONAL, now), others(TYPE_1, now));
            case HOLDS_BACK_CATEGORIES -> list(ours(CARE, "permit", rule("deny", categories(random), "")));
            case EXCLUDES_ONE_ORGANISATION ->
                list(ours(CARE, "permit", rule("deny", values("organisations", one(organisations, random)), "")));
            case EXCLUDES_A_TYPE ->
                list(ours(CARE, "permit", rule("deny", values("organisation_types", one(TYPES, random)), "")));
            case EXCLUDES_A_PURPOSE ->
                list(ours(CARE, "permit", rule("deny", values("purposes", one(PURPOSES, random)), "")));
            case FOR_A_PERIOD -> list(ours(CARE, "permit", rule("deny", categories(random) + period(random, now), "")));
            case SEVERAL_EXCEPTIONS ->
                list(ours(
                        CARE,
                        random.nextInt(3) == 0 ? "deny" : "permit",
                        rule("deny", categories(random), "")
                                + ","
                                + rule(
                                        random.nextBoolean() ? "permit" : "deny",
                                        values("organisations", one(organisations, random)),
                                        "")));
            case NESTED_EXCEPTIONS ->
                list(ours(
                        CARE,
                        "deny",
                        rule(
                                "permit",
                                values("organisation_types", one(TYPES, random)),
                                rule("deny", categories(random), ""))));
        };
    }

    private static String list(String... preferences) {
        return "[" + String.join(",", preferences) + "]";
    }

    private static String ours(String scheme, String effect, String exceptions) {
        return preference(scheme, effect, "", exceptions);
    }

    // One feed brings all of another owner's choices, so they are all as of the same instant.
    private static String others(String scheme, Instant now) {
        return preference(scheme, "deny", ",\"as_of\":\"" + now + '"', "");
    }

    private static String preference(String scheme, String effect, String more, String exceptions) {
        return "{\"scheme\":\"" + scheme + "\",\"version\":1,\"effect\":\"" + effect
                + "\",\"since\":\"2026-10-01T09:00:00Z\"" + more + ",\"exceptions\":[" + exceptions + "]}";
    }

    private static String rule(String effect, String dimensions, String exceptions) {
        return "{\"effect\":\"" + effect + '"' + dimensions
                + (exceptions.isEmpty() ? "" : ",\"exceptions\":[" + exceptions + "]") + "}";
    }

    private static String categories(RandomGenerator random) {
        int first = random.nextInt(SENSITIVE.size());
        int count = 1 + random.nextInt(3);
        String[] chosen = new String[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = SENSITIVE.get((first + i) % SENSITIVE.size());
        }
        return values("categories", chosen);
    }

    private static String values(String dimension, String... members) {
        return ",\"" + dimension + "\":[\"" + String.join("\",\"", members) + "\"]";
    }

    private static String period(RandomGenerator random, Instant now) {
        Instant day = now.truncatedTo(ChronoUnit.DAYS);
        return switch (random.nextInt(3)) {
            case 0 ->
                ",\"from\":\"" + day.minus(30, ChronoUnit.DAYS) + "\",\"until\":\""
                        + day.minus(1 + random.nextInt(20), ChronoUnit.DAYS) + '"';
            case 1 ->
                ",\"from\":\"" + day.minus(random.nextInt(30), ChronoUnit.DAYS) + "\",\"until\":\""
                        + day.plus(2 + random.nextInt(60), ChronoUnit.DAYS) + '"';
            default -> ",\"from\":\"" + day.plus(2 + random.nextInt(60), ChronoUnit.DAYS) + '"';
        };
    }

    private static String one(List<String> values, RandomGenerator random) {
        return values.get(random.nextInt(values.size()));
    }
}
