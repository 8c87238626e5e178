package uk.concord.consent.preference;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.preference.ChangeRequest.ChoiceRequest;
import uk.concord.consent.preference.ChangeRequest.ExceptionRequest;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;

/** Checks the shape of a change. Every value is a code or an instant, so that no text of somebody's own gets in. */
final class ChangeReader {

    private static final int MOST_CHOICES = 20;
    private static final int MOST_EXCEPTIONS = 100;
    private static final int MOST_MEMBERS = 300;
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern WORDING = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Instant EARLIEST = Instant.parse("1800-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final ChangeErrors errors = new ChangeErrors();

    /** @throws ProblemException 400, naming each member that is wrong */
    static Change read(@Nullable ChangeRequest request) {
        if (request == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "Send the change as a JSON object.");
        }
        ChangeReader reader = new ChangeReader();
        List<Choice> choices = reader.choices(request.choices());
        String wording = reader.code("wording", request.wording(), WORDING);
        reader.errors.throwIfAny(ProblemType.INVALID_REQUEST);
        return new Change(choices, wording);
    }

    private List<Choice> choices(@Nullable List<@Nullable ChoiceRequest> requests) {
        List<Choice> choices = new ArrayList<>();
        if (requests == null || requests.isEmpty() || requests.size() > MOST_CHOICES) {
            errors.add("choices", "must hold 1 to " + MOST_CHOICES + " choices");
            return choices;
        }
        Set<String> schemes = new HashSet<>();
        for (int i = 0; i < requests.size(); i++) {
            String member = "choices[" + i + "]";
            ChoiceRequest request = requests.get(i);
            if (request == null) {
                errors.add(member, "must be an object");
                continue;
            }
            String scheme = code(member + ".scheme", request.scheme(), CODE);
            if (!schemes.add(scheme)) {
                errors.add(member + ".scheme", "is named twice");
            }
            choices.add(choice(member, scheme, request));
        }
        return choices;
    }

    private Choice choice(String member, String scheme, ChoiceRequest request) {
        List<@Nullable ExceptionRequest> exceptions = request.exceptions() == null ? List.of() : request.exceptions();
        if (Boolean.TRUE.equals(request.withdraw())) {
            if (request.effect() != null || !exceptions.isEmpty()) {
                errors.add(member, "either withdraws or has an effect");
            }
            return new Choice.Withdraw(scheme);
        }
        Remaining remaining = new Remaining();
        List<PreferenceRule> rules = rules(member, exceptions, 1, remaining);
        if (remaining.isNone()) {
            errors.add(member + ".exceptions", "may hold " + MOST_EXCEPTIONS + " at most, those inside others counted");
        }
        return new Choice.Say(scheme, effect(member + ".effect", request.effect()), rules);
    }

    /** Counts down the exceptions of one choice, at whatever level they stand. */
    private static final class Remaining {

        private int count = MOST_EXCEPTIONS;

        boolean take() {
            return --count >= 0;
        }

        boolean isNone() {
            return count < 0;
        }
    }

    private List<PreferenceRule> rules(
            String member, @Nullable List<@Nullable ExceptionRequest> requests, int level, Remaining remaining) {
        if (requests == null || requests.isEmpty()) {
            return List.of();
        }
        if (level > PreferenceRule.DEEPEST) {
            errors.add(member + ".exceptions", "may stand " + PreferenceRule.DEEPEST + " levels deep at most");
            return List.of();
        }
        List<PreferenceRule> rules = new ArrayList<>();
        for (int i = 0; i < requests.size() && remaining.take(); i++) {
            rules.add(rule(member + ".exceptions[" + i + "]", requests.get(i), level, remaining));
        }
        return rules;
    }

    private PreferenceRule rule(String member, @Nullable ExceptionRequest request, int level, Remaining remaining) {
        if (request == null) {
            errors.add(member, "must be an object");
            return new PreferenceRule(Effect.DENY, List.of(), List.of(), List.of(), List.of(), null, null);
        }
        PreferenceRule rule = new PreferenceRule(
                effect(member + ".effect", request.effect()),
                codes(member + ".organisations", request.organisations()),
                codes(member + ".organisation_types", request.organisationTypes()),
                codes(member + ".categories", request.categories()),
                codes(member + ".purposes", request.purposes()),
                codes(member + ".labels", request.labels()),
                instant(member + ".from", request.from()),
                instant(member + ".until", request.until()),
                rules(member, request.exceptions(), level + 1, remaining));
        checkExtent(member, rule);
        return rule;
    }

    private void checkExtent(String member, PreferenceRule rule) {
        Instant from = rule.from();
        Instant until = rule.until();
        if (from != null && until != null && !from.isBefore(until)) {
            errors.add(member + ".until", "must be later than from; it is the first instant that isn't covered");
        }
        boolean everything = rule.organisations().isEmpty()
                && rule.organisationTypes().isEmpty()
                && rule.categories().isEmpty()
                && rule.purposes().isEmpty()
                && rule.labels().isEmpty()
                && from == null
                && until == null;
        if (everything) {
            errors.add(member, "must name something; an exception for everything is another base effect");
        }
    }

    private Effect effect(String member, @Nullable String text) {
        return switch (text) {
            case "permit" -> Effect.PERMIT;
            case "deny" -> Effect.DENY;
            case null, default -> {
                errors.add(member, "must be permit or deny");
                yield Effect.DENY;
            }
        };
    }

    private List<String> codes(String member, @Nullable List<@Nullable String> texts) {
        if (texts == null) {
            return List.of();
        }
        if (texts.size() > MOST_MEMBERS) {
            errors.add(member, "may hold " + MOST_MEMBERS + " at most");
            return List.of();
        }
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            codes.add(code(member + "[" + i + "]", texts.get(i), CODE));
        }
        return codes.stream().distinct().toList();
    }

    private String code(String member, @Nullable String text, Pattern form) {
        if (text == null || !form.matcher(text).matches()) {
            errors.add(member, "must be a code of 1 to 64 letters, digits, dots, hyphens or underscores");
            return "";
        }
        return text;
    }

    private @Nullable Instant instant(String member, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant instant = Instant.parse(text);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException e) {
            // Told below: which of the two it was doesn't matter to the caller.
        }
        errors.add(member, "must be an instant with its offset, such as 2026-11-22T00:00:00Z, between 1800 and 9999");
        return null;
    }
}
