package uk.concord.policy.decision;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;
import uk.concord.policy.projection.Standing;

/**
 * Questions, patients and instants by chance, over the register of the tests and a little beyond it: the same seed always gives
 * the same. Periods begin and end at the instants that are drawn, and just before and after them.
 */
final class RandomQuestions {

    private static final Instant BEGIN = Instant.parse("2026-11-22T12:00:00Z");
    private static final PatientId PATIENT = PatientId.of("0191f7a0-0000-7000-8000-000000000001");
    private static final NhsNumber NUMBER = NhsNumber.of("9990000026");
    private static final List<String> ORGANISATIONS =
            List.of("QE1", "RXN", "RXL", "P81002", "P81999", "323", "ZZR01", "ZZC01", "RX7", "ZZZ99", "P81101", "RZ1");
    private static final List<String> ALIKE =
            List.of("P81101", "P81102", "P81103", "P81104", "RZ1", "RZ2", "RZ3", "P81105", "P81106");
    private static final List<String> TYPES =
            List.of("ICB", "NHS_TRUST", "GP_PRACTICE", "LOCAL_AUTHORITY", "RESEARCH_ENVIRONMENT");
    private static final List<String> PURPOSES =
            List.of("TREAT", "ETREAT", "BTG", "HOPERAT", "PUBHLTH", "HRESCH", "PATRQT", "NOPURPOSE");
    private static final List<String> CATEGORIES = List.of(
            "demographics",
            "medications",
            "allergies",
            "results",
            "mental-health",
            "sexual-health",
            "assisted-conception",
            "no-category");
    private static final List<String> SCHEMES =
            List.of("shared-care-record", "regional-research", "national-data-opt-out", "type-1-opt-out", "no-scheme");
    private static final List<String> LABELS = List.of("R", "V", "PSY", "HIV");
    private static final List<String> ROLES = List.of("nurse", "doctor", "researcher");

    private final Random random;
    private final List<Instant> instants;
    private final List<Standing> standings;
    private final List<Question.PatientRecord> questions;

    RandomQuestions(long seed, int manyQuestions, int manyPatients, int manyInstants) {
        this.random = new Random(seed);
        this.instants = IntStream.range(0, manyInstants)
                .mapToObj(number -> BEGIN.plus(Duration.ofHours(6L * number)))
                .toList();
        this.standings =
                IntStream.range(0, manyPatients).mapToObj(number -> standing()).toList();
        this.questions =
                IntStream.range(0, manyQuestions).mapToObj(number -> question()).toList();
    }

    /** One question about one patient. */
    record Drawn(Question.PatientRecord question, Standing standing) {

        /** Its facts at this instant. */
        Facts facts(Instant at) {
            return FactsMaker.about(question, standing, null, at).facts();
        }
    }

    /** One of the instants: often a bound of somebody's period, or the microsecond before it. */
    Instant instant() {
        Instant drawn = of(instants);
        return random.nextBoolean() ? drawn : drawn.minusNanos(1_000);
    }

    Drawn next() {
        return new Drawn(of(questions), of(standings));
    }

    /** The same question of somebody else: mostly of organisations that have others like them. */
    Drawn nextOfSomebodyAlike() {
        return next(of(ALIKE), of(ALIKE));
    }

    /** The same question by and of these organisations. */
    Drawn next(String requester, String custodian) {
        Question.PatientRecord asked = of(questions);
        Question.PatientRecord other = new Question.PatientRecord(
                asked.subject(),
                new OdsCode(requester),
                asked.action(),
                asked.purpose(),
                asked.nhsNumber(),
                new OdsCode(custodian),
                asked.categories(),
                asked.labels(),
                asked.supportedObligations(),
                asked.basis(),
                asked.atLeast());
        return new Drawn(other, of(standings));
    }

    /** Practices and trusts that differ in code and name only, as elements of the register's list of organisations. */
    static String moreOrganisations() {
        return ALIKE.stream()
                .map(code -> "{\"ods_code\":\"%s\",\"name\":\"Like others %s\",\"type\":\"%s\",\"status\":\"active\"}"
                        .formatted(
                                code,
                                "abcdefghi".charAt(ALIKE.indexOf(code)),
                                code.startsWith("P") ? "GP_PRACTICE" : "NHS_TRUST"))
                .collect(Collectors.joining(","));
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    private Question.PatientRecord question() {
        boolean redacts = random.nextBoolean();
        return new Question.PatientRecord(
                new Question.Subject("practitioner", "somebody", random.nextInt(4) == 0 ? null : of(ROLES)),
                new OdsCode(of(ORGANISATIONS)),
                "read",
                of(PURPOSES),
                NUMBER,
                new OdsCode(of(ORGANISATIONS)),
                atLeastOne(CATEGORIES),
                random.nextInt(3) == 0 ? some(LABELS) : List.of(),
                redacts ? List.of("redact") : List.of(),
                null,
                null);
    }

    private Standing standing() {
        return switch (random.nextInt(20)) {
            case 0 -> new Standing.Unregistered();
            case 1 -> new Standing.Unreadable(PATIENT);
            default -> new Standing.Registered(PATIENT, random.nextInt(100), preferences());
        };
    }

    private List<SchemePreference> preferences() {
        return some(SCHEMES).stream()
                .map(scheme -> new SchemePreference(
                        scheme, 1, effect(), BEGIN, rules(1), random.nextInt(5) == 0, asOf(scheme)))
                .toList();
    }

    private @Nullable Instant asOf(String scheme) {
        return scheme.endsWith("opt-out") ? BEGIN.minus(Duration.ofHours(random.nextInt(72))) : null;
    }

    private List<PreferenceRule> rules(int level) {
        List<PreferenceRule> rules = new ArrayList<>();
        for (int i = random.nextInt(level == 1 ? 4 : 2); i > 0 && level <= PreferenceRule.DEEPEST - 1; i--) {
            rules.add(new PreferenceRule(
                    effect(),
                    maybe(ORGANISATIONS),
                    maybe(TYPES),
                    maybe(CATEGORIES),
                    maybe(PURPOSES),
                    maybe(LABELS),
                    bound(),
                    bound(),
                    rules(level + 1)));
        }
        return rules;
    }

    private @Nullable Instant bound() {
        return random.nextInt(3) == 0 ? of(instants) : null;
    }

    private Effect effect() {
        return random.nextBoolean() ? Effect.PERMIT : Effect.DENY;
    }

    private List<String> maybe(List<String> all) {
        return random.nextInt(3) == 0 ? some(all) : List.of();
    }

    private List<String> atLeastOne(List<String> all) {
        List<String> some = some(all);
        return some.isEmpty() ? List.of(of(all)) : some;
    }

    // Sorted and distinct, as the reader of questions makes them.
    private List<String> some(List<String> all) {
        return all.stream().filter(one -> random.nextInt(3) == 0).sorted().toList();
    }

    private <T> T of(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
