package uk.concord.policy.decision;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;
import uk.concord.policy.projection.Standing;

/** Reduces a question and what is known of its patient to facts: the same meaning always has the same facts. */
final class FactsMaker {

    // OPA counts nanoseconds in 64 bits, from 1677 to 2262; what is beyond is as good as for ever.
    private static final Instant FIRST = Instant.parse("1700-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2262-01-01T00:00:00Z");

    private FactsMaker() {}

    static Facts about(Question.PatientRecord question, Standing standing) {
        Facts.Asked asked = new Facts.Asked(
                question.resourceType(),
                question.action(),
                question.requester().value(),
                question.custodian().value(),
                question.purpose(),
                question.subject().role(),
                question.categories(),
                question.supportedObligations());
        return new Facts(asked, patient(standing), null);
    }

    static Facts about(Question.Other question) {
        Facts.Asked asked = new Facts.Asked(
                question.resourceType(),
                question.action(),
                question.requester() == null ? null : question.requester().value(),
                null,
                null,
                question.subject().role(),
                List.of(),
                List.of());
        return new Facts(asked, null, null);
    }

    private static Facts.Patient patient(Standing standing) {
        return switch (standing) {
            case Standing.Registered registered ->
                new Facts.Patient(Facts.PatientStanding.REGISTERED, preferences(registered.preferences()));
            case Standing.Unreadable unreadable ->
                new Facts.Patient(Facts.PatientStanding.UNREADABLE, List.of());
            case Standing.Unregistered unregistered ->
                new Facts.Patient(Facts.PatientStanding.UNREGISTERED, List.of());
        };
    }

    private static List<Facts.Preference> preferences(List<SchemePreference> preferences) {
        return preferences.stream()
                .sorted(Comparator.comparing(SchemePreference::scheme))
                .map(preference -> new Facts.Preference(
                        preference.scheme(),
                        preference.effect(),
                        preference.exceptions().stream()
                                .map(FactsMaker::normalised)
                                .toList()))
                .toList();
    }

    private static PreferenceRule normalised(PreferenceRule rule) {
        return new PreferenceRule(
                rule.effect(),
                sorted(rule.organisations()),
                sorted(rule.organisationTypes()),
                sorted(rule.categories()),
                sorted(rule.purposes()),
                within(rule.from()),
                within(rule.until()));
    }

    private static List<String> sorted(List<String> values) {
        return values.stream().distinct().sorted().toList();
    }

    private static @Nullable Instant within(@Nullable Instant instant) {
        if (instant == null) {
            return null;
        }
        if (instant.isBefore(FIRST)) {
            return FIRST;
        }
        return instant.isAfter(LAST) ? LAST : instant;
    }
}
