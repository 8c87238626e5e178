package uk.concord.policy.decision;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;
import uk.concord.policy.breakglass.Grant;
import uk.concord.policy.projection.Standing;

/**
 * Reduces a question and what is known of its patient to facts: the same meaning always has the same facts. Of a patient's
 * exceptions the facts hold those whose period holds at the instant, without the period, so they change when a period begins
 * or ends.
 */
final class FactsMaker {

    private FactsMaker() {}

    static TimedFacts about(Question.PatientRecord question, Standing standing, @Nullable Grant grant, Instant at) {
        Facts.Asked asked = new Facts.Asked(
                question.resourceType(),
                question.action(),
                question.requester().value(),
                question.custodian().value(),
                question.purpose(),
                question.subject().role(),
                question.categories(),
                question.labels(),
                question.supportedObligations(),
                question.basis());
        Turn turn = new Turn(at);
        Facts.Patient patient = patient(standing, turn);
        return new TimedFacts(new Facts(asked, patient, grant(grant, turn), null), turn.next);
    }

    static TimedFacts about(Question.Other question) {
        Facts.Asked asked = new Facts.Asked(
                question.resourceType(),
                question.action(),
                question.requester() == null ? null : question.requester().value(),
                null,
                null,
                question.subject().role(),
                List.of(),
                List.of(),
                List.of(),
                null);
        return new TimedFacts(new Facts(asked, null, null, question.members()), null);
    }

    private static Facts.@Nullable Grant grant(@Nullable Grant grant, Turn turn) {
        if (grant == null) {
            return null;
        }
        turn.note(grant.until());
        return new Facts.Grant(grant.reason().name(), grant.until());
    }

    private static Facts.Patient patient(Standing standing, Turn turn) {
        return switch (standing) {
            case Standing.Registered registered ->
                new Facts.Patient(Facts.PatientStanding.REGISTERED, preferences(registered.preferences(), turn));
            case Standing.Unreadable unreadable -> new Facts.Patient(Facts.PatientStanding.UNREADABLE, List.of());
            case Standing.Unregistered unregistered -> new Facts.Patient(Facts.PatientStanding.UNREGISTERED, List.of());
        };
    }

    private static List<Facts.Preference> preferences(List<SchemePreference> preferences, Turn turn) {
        return preferences.stream()
                .sorted(Comparator.comparing(SchemePreference::scheme))
                .map(preference -> new Facts.Preference(
                        preference.scheme(),
                        preference.effect(),
                        preference.underReview(),
                        wholeDay(preference.asOf()),
                        holding(preference.exceptions(), turn)))
                .toList();
    }

    // To the instant it would set nearly every patient apart. Rounded down it makes things older, never newer, than
    // they are.
    private static @Nullable Instant wholeDay(@Nullable Instant asOf) {
        return asOf == null ? null : asOf.truncatedTo(ChronoUnit.DAYS);
    }

    // In an order of their own, since it means nothing in which order a patient named them.
    private static List<Facts.Rule> holding(List<PreferenceRule> rules, Turn turn) {
        List<Facts.Rule> holding = new ArrayList<>();
        for (PreferenceRule rule : rules) {
            if (turn.holds(rule.from(), rule.until())) {
                holding.add(new Facts.Rule(
                        rule.effect(),
                        sorted(rule.organisations()),
                        sorted(rule.organisationTypes()),
                        sorted(rule.categories()),
                        sorted(rule.purposes()),
                        sorted(rule.labels()),
                        holding(rule.exceptions(), turn)));
            }
        }
        return holding.stream()
                .distinct()
                .sorted(Comparator.comparing(Facts.Rule::toString))
                .toList();
    }

    private static List<String> sorted(List<String> values) {
        return values.stream().distinct().sorted().toList();
    }

    /** Judges half-open periods at one instant and finds the next one at which a judgement changes. */
    private static final class Turn {

        private final Instant at;
        private @Nullable Instant next;

        Turn(Instant at) {
            this.at = at;
        }

        boolean holds(@Nullable Instant from, @Nullable Instant until) {
            boolean empty = from != null && until != null && !from.isBefore(until);
            if (!empty) {
                note(from);
                note(until);
            }
            return (from == null || !at.isBefore(from)) && (until == null || at.isBefore(until));
        }

        private void note(@Nullable Instant instant) {
            if (instant != null && instant.isAfter(at) && (next == null || instant.isBefore(next))) {
                next = instant;
            }
        }
    }
}
