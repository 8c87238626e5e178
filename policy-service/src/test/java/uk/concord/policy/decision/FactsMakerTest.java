package uk.concord.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.PatientId;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;
import uk.concord.policy.projection.Standing;

/** The same meaning has the same facts, and facts say when they change. */
class FactsMakerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final Instant TWO = NOON.plusSeconds(7200);
    private static final PatientId PATIENT = PatientId.of("0191f7a0-0000-7000-8000-000000000001");
    private static final PreferenceRule NOT_THE_TRUST = rule(Effect.DENY, List.of("RXN", "RXL"), null, null);
    private static final PreferenceRule NOT_THE_COUNCIL = rule(Effect.DENY, List.of("323"), null, null);

    @Test
    void theOrderInWhichAPatientNamedThingsMeansNothing() {
        PreferenceRule sameTrusts = rule(Effect.DENY, List.of("RXL", "RXN", "RXL"), null, null);

        Facts one = made(said("a", NOT_THE_TRUST, NOT_THE_COUNCIL), said("b")).facts();
        Facts other = made(said("b"), said("a", NOT_THE_COUNCIL, sameTrusts, NOT_THE_TRUST))
                .facts();

        assertThat(other).isEqualTo(one);
    }

    @Test
    void theOrderInsideAnExceptionMeansNothingEither() {
        Facts one = made(said("a", around(NOT_THE_TRUST, NOT_THE_COUNCIL))).facts();
        Facts other = made(said("a", around(NOT_THE_COUNCIL, NOT_THE_TRUST))).facts();

        assertThat(other).isEqualTo(one);
    }

    @Test
    void exceptionsOfExceptionsAndLabelsAreFacts() {
        PreferenceRule labelled = new PreferenceRule(
                Effect.PERMIT,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of("R", "PSY"),
                null,
                null,
                List.of(NOT_THE_TRUST));

        assertThat(exceptions(made(said("a", labelled))))
                .containsExactly(new Facts.Rule(
                        Effect.PERMIT,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of("PSY", "R"),
                        List.of(new Facts.Rule(
                                Effect.DENY,
                                List.of("RXL", "RXN"),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of()))));
    }

    @Test
    void aReviewAndTheDayOfWhatOthersOwnAreFacts() {
        SchemePreference checked =
                new SchemePreference("a", 1, Effect.DENY, NOON, List.of(), true, NOON.minusSeconds(60));

        assertThat(made(checked).facts().patient())
                .isEqualTo(new Facts.Patient(
                        Facts.PatientStanding.REGISTERED,
                        List.of(new Facts.Preference(
                                "a", Effect.DENY, true, Instant.parse("2026-11-22T00:00:00Z"), List.of()))));
    }

    @Test
    void anExceptionIsAFactFromItsFirstInstantAndNotAtItsLast() {
        SchemePreference said = said("a", rule(Effect.DENY, List.of("RXN"), ONE, TWO));

        assertThat(exceptions(madeAt(ONE.minusNanos(1000), said))).isEmpty();
        assertThat(exceptions(madeAt(ONE, said))).hasSize(1);
        assertThat(exceptions(madeAt(TWO.minusNanos(1000), said))).hasSize(1);
        assertThat(exceptions(madeAt(TWO, said))).isEmpty();
    }

    @Test
    void factsChangeWhenAnExceptionBeginsOrEnds() {
        SchemePreference said = said("a", rule(Effect.DENY, List.of("RXN"), ONE, TWO));

        assertThat(madeAt(NOON, said).changeAt()).isEqualTo(ONE);
        assertThat(madeAt(ONE, said).changeAt()).isEqualTo(TWO);
        assertThat(madeAt(TWO, said).changeAt()).isNull();
    }

    @Test
    void factsChangeWhenAnExceptionInsideAnotherOneDoes() {
        SchemePreference said = said("a", around(rule(Effect.DENY, List.of("RXN"), ONE, null)));

        assertThat(madeAt(NOON, said).changeAt()).isEqualTo(ONE);
        assertThat(exceptions(madeAt(NOON, said)).getFirst().exceptions()).isEmpty();
        assertThat(exceptions(madeAt(ONE, said)).getFirst().exceptions()).hasSize(1);
    }

    @Test
    void anExceptionThatNeverHoldsChangesNothing() {
        SchemePreference said = said("a", rule(Effect.DENY, List.of("RXN"), TWO, ONE));

        assertThat(madeAt(NOON, said).changeAt()).isNull();
        assertThat(exceptions(madeAt(ONE.plusSeconds(1), said))).isEmpty();
    }

    @Test
    void whoHasSaidNothingIsNobodyWhoCannotBeRead() {
        assertThat(FactsMaker.about(question(), new Standing.Unreadable(PATIENT), null, NOON)
                        .facts())
                .isNotEqualTo(made().facts())
                .isNotEqualTo(FactsMaker.about(question(), new Standing.Unregistered(), null, NOON)
                        .facts());
    }

    private static TimedFacts made(SchemePreference... preferences) {
        return madeAt(NOON, preferences);
    }

    private static TimedFacts madeAt(Instant at, SchemePreference... preferences) {
        return FactsMaker.about(question(), new Standing.Registered(PATIENT, 1, Arrays.asList(preferences)), null, at);
    }

    private static List<Facts.Rule> exceptions(TimedFacts timed) {
        Facts.Patient patient = timed.facts().patient();
        assertThat(patient).isNotNull();
        return patient.preferences().getFirst().exceptions();
    }

    private static SchemePreference said(String scheme, PreferenceRule... exceptions) {
        return new SchemePreference(scheme, 1, Effect.PERMIT, NOON, List.of(exceptions));
    }

    private static PreferenceRule rule(
            Effect effect, List<String> organisations, @Nullable Instant from, @Nullable Instant until) {
        return new PreferenceRule(effect, organisations, List.of(), List.of(), List.of(), from, until);
    }

    private static PreferenceRule around(PreferenceRule... exceptions) {
        return new PreferenceRule(
                Effect.PERMIT,
                List.of(),
                List.of("NHS_TRUST"),
                List.of(),
                List.of(),
                List.of(),
                null,
                null,
                List.of(exceptions));
    }

    private static Question.PatientRecord question() {
        return new Question.PatientRecord(
                new Question.Subject("practitioner", "somebody", null),
                new OdsCode("RXN"),
                "read",
                "TREAT",
                NhsNumber.of("9990000026"),
                new OdsCode("P81002"),
                List.of("medications"),
                List.of(),
                List.of(),
                null,
                null);
    }
}
