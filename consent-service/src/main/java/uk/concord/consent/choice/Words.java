package uk.concord.consent.choice;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.consent.choice.Said.SaidLimit;
import uk.concord.consent.register.Category;
import uk.concord.consent.register.CodeLists;
import uk.concord.consent.register.Organisation;
import uk.concord.kernel.page.PageTimes;
import uk.concord.kernel.preference.Effect;
import uk.concord.kernel.preference.PreferenceRule;
import uk.concord.kernel.preference.SchemePreference;

/** Puts choices into plain words, with the register's names. */
final class Words {

    private static final Map<String, String> TYPES = Map.of(
            "GP_PRACTICE", "All GP practices",
            "NHS_TRUST", "All NHS trusts",
            "AMBULANCE_TRUST", "All ambulance trusts",
            "LOCAL_AUTHORITY", "All councils",
            "ICB", "All integrated care boards",
            "CARE_PROVIDER", "All care providers",
            "RESEARCH_ENVIRONMENT", "All research environments");

    // v3-Confidentiality and v3-ActCode, as far as people meet them.
    private static final Map<String, String> LABELS = Map.of(
            "N", "Information that is marked normal",
            "R", "Information that is marked restricted",
            "V", "Information that is marked very restricted",
            "ETH", "Information about drugs and alcohol",
            "PSY", "Information about mental health treatment",
            "MH", "Information about mental health",
            "HIV", "Information about HIV",
            "SDV", "Information about domestic abuse",
            "SEX", "Information about sexual health",
            "STD", "Information about sexually transmitted infections");

    private final CodeLists codes;
    private final Instant now;

    Words(CodeLists codes, Instant now) {
        this.codes = codes;
        this.now = now;
    }

    /** What holds under a scheme of this default. */
    Said said(Journey journey, @Nullable SchemePreference preference, Effect defaultEffect) {
        if (preference == null) {
            String holds = switch (defaultEffect) {
                case PERMIT -> "the answer is yes.";
                case DENY -> "the answer is no.";
            };
            return new Said("You have not made a choice. Until you do, " + holds, List.of());
        }
        return said(journey, preference.effect(), preference.exceptions());
    }

    /** What a choice says, or would say. Exceptions that are over aren't told. */
    Said said(Journey journey, Effect effect, List<PreferenceRule> exceptions) {
        List<PreferenceRule> holding = exceptions.stream()
                .filter(rule -> rule.until() == null || rule.until().isAfter(now))
                .toList();
        List<SaidLimit> limits = new ArrayList<>();
        PreferenceRule no = null;
        for (PreferenceRule rule : holding) {
            if (rule.effect() == Effect.DENY && rule.from() == null && Translation.everything(rule)) {
                no = rule;
            } else {
                limits.add(limit(rule, 0));
            }
        }
        String whom = switch (journey) {
            case CARE -> "Staff who care for you";
            case RESEARCH -> "Approved researchers in the region";
        };
        if (effect == Effect.DENY) {
            return new Said(
                    limits.isEmpty() ? "No. " + whom + " may not see your information." : "No, with exceptions.",
                    limits);
        }
        if (no != null) {
            return new Said("No, " + lower(period(no)) + ". After that day the answer is yes.", limits);
        }
        return new Said(
                limits.stream().noneMatch(SaidLimit::denies)
                        ? "Yes. " + whom + " may see your information."
                        : "Yes, but not everything or not everybody.",
                limits);
    }

    /** An exception in words. */
    SaidLimit limit(PreferenceRule rule, int number) {
        List<String> organisations = new ArrayList<>();
        rule.organisations().forEach(code -> organisations.add(organisation(code)));
        rule.organisationTypes()
                .forEach(type -> organisations.add(TYPES.getOrDefault(
                        type, "All of the type " + type.toLowerCase(Locale.ROOT).replace('_', ' '))));
        return new SaidLimit(
                rule.effect() == Effect.DENY,
                organisations,
                rule.categories().stream().map(this::kind).toList(),
                rule.purposes().stream()
                        .map(id -> codes.purposeTitle(id).orElse("Another purpose"))
                        .toList(),
                rule.labels().stream().map(Words::label).toList(),
                rule.exceptions().stream()
                        .filter(one -> one.until() == null || one.until().isAfter(now))
                        .map(one -> limit(one, 0))
                        .toList(),
                period(rule),
                number);
    }

    private static String label(String code) {
        return LABELS.getOrDefault(code, "Information that is marked " + code);
    }

    String organisation(String code) {
        return codes.organisation(code)
                .map(Organisation::name)
                .orElse("An organisation that has left the register (" + code + ")");
    }

    String kind(String id) {
        return codes.category(id).map(Category::title).orElse("Another kind of information");
    }

    private static String period(PreferenceRule rule) {
        String from = rule.from() == null ? "" : "From " + PageTimes.day(rule.from()) + " ";
        Instant until = rule.until();
        if (until == null) {
            return from.isEmpty() ? "For good" : from.strip();
        }
        // The last day that is covered in full or in part.
        String last = "until the end of " + PageTimes.day(until.minusNanos(1));
        return from.isEmpty() ? "U" + last.substring(1) : from + last;
    }

    private static String lower(String text) {
        return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
    }
}
