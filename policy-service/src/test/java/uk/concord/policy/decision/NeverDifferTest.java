package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;
import uk.concord.policy.bundle.AlikeOfTests;
import uk.concord.policy.bundle.AlikeOrganisations;
import uk.concord.policy.bundle.BundlesOfTests;
import uk.concord.policy.opa.Evaluation;
import uk.concord.policy.opa.OpaOfTests;
import uk.concord.policy.opa.OpaUnavailableException;
import uk.concord.policy.projection.Standing;
import uk.concord.policy.register.RegisterOfTests;
import uk.concord.policy.register.RegisterSnapshot;
import uk.concord.policy.revision.Part;
import uk.concord.policy.revision.RevisionsOfTests;
import uk.concord.stack.opa.OpaServer;

/**
 * What is remembered, what is answered in batches, and what OPA says when it is asked anew never differ: questions by chance,
 * about patients by chance, at instants that go back and forth over the bounds of their periods, under a register that changes
 * in the middle.
 */
class NeverDifferTest {

    private static final Logger LOG = Logger.getLogger(NeverDifferTest.class);
    private static final int QUESTIONS = 100_000;
    private static final int ROUND = 200;
    private static final int ROUNDS_AT_ONE_INSTANT = 8;
    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @TempDir
    static Path folder;

    private static OpaServer before;
    private static OpaServer after;
    private static volatile URI asked;

    private final AnswerReader reader = new AnswerReader(JSON);
    private final OpaOfTests opa = new OpaOfTests(() -> asked, JSON);
    private final RevisionsOfTests revisions = new RevisionsOfTests(1, 7);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AlikeOfTests alike =
            new AlikeOfTests(RegisterOfTests.read(7, NeverDifferTest::withMoreOrganisations));
    private final RememberedAnswers remembered =
            new RememberedAnswers(revisions, alike, new SettingsOfTests(), metrics);
    private final Misses misses = new Misses(opa.client(), reader, remembered, new SettingsOfTests(), metrics);
    // It is never asked here, so it needs nothing.
    private final Canary canary = new Canary(null, opa.client(), reader, remembered, Clock.systemUTC(), metrics);
    private final Answers answers = new Answers(remembered, misses, revisions, canary);
    private final Map<Facts.Input, PolicyAnswer> fresh = new HashMap<>();

    @BeforeAll
    static void start() throws Exception {
        before = OpaServer.start(BundlesOfTests.into(
                Files.createDirectory(folder.resolve("before")),
                RegisterOfTests.read(7, NeverDifferTest::withMoreOrganisations)));
        after = OpaServer.start(BundlesOfTests.into(Files.createDirectory(folder.resolve("after")), registerAfter()));
        for (OpaServer server : List.of(before, after)) {
            OpaOfTests client = new OpaOfTests(URI.create(server.url()), JSON);
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(client::hasBothBundles);
        }
    }

    private static RegisterSnapshot registerAfter() {
        return RegisterOfTests.read(
                8,
                text -> withMoreOrganisations(
                        text.replaceFirst("\"default_effect\": *\"permit\"", "\"default_effect\": \"deny\"")));
    }

    private static String withMoreOrganisations(String register) {
        return register.replaceFirst(
                "\"organisations\": *\\[", "\"organisations\": [" + RandomQuestions.moreOrganisations() + ",");
    }

    @AfterAll
    static void stop() {
        before.close();
        after.close();
    }

    @Test
    void neitherRememberedNorTogetherNorAfterAChange() {
        long seed = Optional.ofNullable(System.getProperty("concord.seed"))
                .map(Long::parseLong)
                .orElse(20261124L);
        LOG.infof("questions by chance seed=%d (-Dconcord.seed=)", seed);
        RandomQuestions chance = new RandomQuestions(seed, 35, 35, 3);
        asked = URI.create(before.url());

        int compared = 0;
        Instant at = chance.instant();
        Set<PolicyAnswer> different = new LinkedHashSet<>();
        for (int round = 0; compared < QUESTIONS; round++) {
            if (round == QUESTIONS / ROUND / 2) {
                changeTheRegister();
            }
            if (round % ROUNDS_AT_ONE_INSTANT == 0) {
                at = chance.instant();
            }
            List<Facts> facts = new ArrayList<>();
            for (int i = 0; i < ROUND; i++) {
                facts.add(chance.next().facts(at));
            }
            List<PolicyAnswer> wanted = fresh(facts, at);
            // Sometimes one by one first, sometimes together first, so that either finds what the other one remembers.
            List<PolicyAnswer> together = round % 2 == 0 ? answers.to(facts, at) : List.of();
            List<PolicyAnswer> single = oneByOne(facts, at);
            assertThat(single).isEqualTo(wanted);
            assertThat(round % 2 == 0 ? together : answers.to(facts, at)).isEqualTo(wanted);
            compared += ROUND;
            different.addAll(wanted);
        }

        LOG.infof(
                "compared questions=%d evaluations=%d answers=%d remembered=%d missed=%.0f",
                compared, fresh.size(), different.size(), remembered.size(), found("no"));
        assertThat(different).hasSizeGreaterThan(50);
        assertThat(found("yes")).isGreaterThan(QUESTIONS);
        assertThat(misses.waiting()).isZero();
    }

    @Test
    void norAmongOrganisationsThatAreAlike() {
        RandomQuestions chance = new RandomQuestions(20261126, 12, 12, 2);
        asked = URI.create(before.url());
        Instant at = chance.instant();
        int different = 0;
        for (int round = 0; round < 40; round++) {
            List<Facts> facts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                facts.add(chance.nextOfSomebodyAlike().facts(at));
            }
            different += facts.size();
            assertThat(answers.to(facts, at)).isEqualTo(fresh(facts, at));
            assertThat(oneByOne(facts, at)).isEqualTo(fresh(facts, at));
        }

        LOG.infof(
                "lent=%.0f of questions=%d missed=%.0f remembered=%d",
                lent(), different, found("no"), remembered.size());
        // Most are lent, and what is compared on the way is the same.
        assertThat(lent()).isGreaterThan(different / 2.0);
        assertThat(metrics.counter("concord_answers_unlike").count()).isZero();
        assertThat(remembered.newest()).isPresent();
    }

    @Test
    void whatIsCalledAlikeAndIsnt() {
        // A trust and a council, which the rules do tell apart.
        alike.say(
                7,
                Map.of(
                        "RXN", new AlikeOrganisations.Alike(1, "Lancashire Teaching Hospitals NHS Foundation Trust"),
                        "ZZC01", new AlikeOrganisations.Alike(1, "Bay View Home Care (synthetic)")));
        asked = URI.create(before.url());
        Instant at = Instant.parse("2026-11-23T00:00:00Z");
        Facts trust = aboutMedicines("RXN", new Standing.Unregistered()).facts(at);
        Facts care = aboutMedicines("ZZC01", new Standing.Unregistered()).facts(at);
        PolicyAnswer ofTrust = fresh(List.of(trust), at).getFirst();
        PolicyAnswer ofCare = fresh(List.of(care), at).getFirst();
        assertThat(ofCare.decision()).isNotEqualTo(ofTrust.decision());

        assertThat(answers.to(trust, at)).isEqualTo(ofTrust);
        int asks = 0;
        while (!answers.to(care, at).equals(ofCare)) {
            asks++;
            assertThat(asks).isLessThan(new SettingsOfTests().proveOneIn());
        }

        assertThat(metrics.counter("concord_answers_unlike").count()).isEqualTo(1);
        assertThat(answers.to(trust, at)).isEqualTo(ofTrust);
        assertThat(answers.to(care, at)).isEqualTo(ofCare);
        assertThat(lent()).isEqualTo(asks + 1.0);
    }

    @Test
    void aPeriodThatBeginsChangesTheAnswerAtItsInstantWithoutAnyEvent() {
        Instant begins = Instant.parse("2026-11-23T00:00:00Z");
        Instant justBefore = begins.minusNanos(1_000);
        PreferenceRule later =
                new PreferenceRule(Effect.DENY, List.of(), List.of(), List.of("medications"), List.of(), begins, null);
        Standing says = new Standing.Registered(
                PatientId.of("0191f7a0-0000-7000-8000-000000000001"),
                1,
                List.of(new SchemePreference("shared-care-record", 1, Effect.PERMIT, Instant.EPOCH, List.of(later))));
        RandomQuestions.Drawn drawn = aboutMedicines("RXN", says);
        asked = URI.create(before.url());

        assertThat(answers.to(drawn.facts(justBefore), justBefore).decision()).isTrue();
        assertThat(answers.to(drawn.facts(begins), begins).decision()).isFalse();

        // Nobody can be asked any more, so what follows is remembered.
        asked = URI.create("http://localhost:1");
        assertThat(answers.to(drawn.facts(justBefore), justBefore).decision()).isTrue();
        assertThat(answers.to(drawn.facts(begins), begins).decision()).isFalse();
        assertThat(FactsMaker.about(drawn.question(), says, null, justBefore).changeAt())
                .isEqualTo(begins);
        Instant earlier = justBefore.minusNanos(1_000);
        assertThatThrownBy(() -> answers.to(drawn.facts(earlier), earlier)).isInstanceOf(OpaUnavailableException.class);
    }

    @Test
    void whatRestsOnAnOlderRevisionThanIsKnownIsNotRemembered() {
        RandomQuestions chance = new RandomQuestions(1, 1, 1, 1);
        Instant at = chance.instant();
        Facts facts = chance.next().facts(at);
        asked = URI.create(before.url());
        answers.to(facts, at);
        assertThat(remembered.size()).isEqualTo(1);

        revisions.move(Part.REGISTER, 8);

        assertThat(remembered.newest()).isEmpty();
        answers.to(facts, at);
        assertThat(remembered.newest()).isEmpty();
        asked = URI.create(after.url());
        answers.to(facts, at);
        assertThat(remembered.newest()).isPresent();
        assertThat(remembered.size()).isEqualTo(1);
    }

    private double found(String what) {
        return metrics.counter("concord_answers_remembered", "found", what).count();
    }

    private static RandomQuestions.Drawn aboutMedicines(String requester, Standing standing) {
        Question.PatientRecord question = new Question.PatientRecord(
                new Question.Subject("practitioner", "somebody", null),
                new OdsCode(requester),
                "read",
                "TREAT",
                NhsNumber.of("9990000026"),
                new OdsCode("P81002"),
                List.of("medications"),
                List.of(),
                List.of(),
                null,
                null);
        return new RandomQuestions.Drawn(question, standing);
    }

    private double lent() {
        return metrics.counter("concord_answers_lent").count();
    }

    private List<PolicyAnswer> oneByOne(List<Facts> facts, Instant at) {
        return facts.stream().map(one -> answers.to(one, at)).toList();
    }

    private void changeTheRegister() {
        fresh.clear();
        asked = URI.create(after.url());
        // The database says so a moment later than OPA, or a moment before: either way nothing of before is told.
        revisions.move(Part.REGISTER, 8);
        alike.move(registerAfter());
    }

    /** What OPA says, asked about each distinct input without anybody's memory. */
    private List<PolicyAnswer> fresh(List<Facts> all, Instant at) {
        List<Facts.Input> inputs =
                all.stream().map(facts -> new Facts.Input(facts, at)).toList();
        List<Facts.Input> missing = inputs.stream()
                .distinct()
                .filter(input -> !fresh.containsKey(input))
                .toList();
        List<Optional<Evaluation>> evaluations = opa.evaluateAll(missing);
        for (int i = 0; i < missing.size(); i++) {
            fresh.put(
                    missing.get(i),
                    reader.read(
                            evaluations.get(i).orElseThrow(),
                            missing.get(i).facts().question()));
        }
        return inputs.stream().map(fresh::get).toList();
    }
}
