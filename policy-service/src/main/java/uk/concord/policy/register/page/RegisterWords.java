package uk.concord.policy.register.page;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.preference.Effect;
import uk.concord.policy.register.Agreement;
import uk.concord.policy.register.Category;
import uk.concord.policy.register.Kind;
import uk.concord.policy.register.Organisation;
import uk.concord.policy.register.Parties;
import uk.concord.policy.register.Purpose;
import uk.concord.policy.register.RegisterSnapshot;

/** How pages say what the register has as codes. */
final class RegisterWords {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
    private static final Map<String, String> TYPES = Map.of(
            "GP_PRACTICE", "GP practice",
            "NHS_TRUST", "NHS trust",
            "AMBULANCE_TRUST", "Ambulance trust",
            "ICB", "Integrated care board",
            "LOCAL_AUTHORITY", "Council",
            "CARE_PROVIDER", "Care provider",
            "RESEARCH_ENVIRONMENT", "Research environment");
    private static final Map<String, String> BASES = Map.ofEntries(
            Map.entry("6(1)(a)", "The person agreed"),
            Map.entry("6(1)(b)", "A contract with the person"),
            Map.entry("6(1)(c)", "A legal obligation"),
            Map.entry("6(1)(d)", "To protect somebody’s life"),
            Map.entry("6(1)(e)", "A task in the public interest"),
            Map.entry("6(1)(f)", "Legitimate interests"),
            Map.entry("9(2)(a)", "The person agreed expressly"),
            Map.entry("9(2)(b)", "Employment, social security and social protection"),
            Map.entry("9(2)(c)", "To protect somebody’s life"),
            Map.entry("9(2)(f)", "Legal claims"),
            Map.entry("9(2)(g)", "Substantial public interest"),
            Map.entry("9(2)(h)", "Health or social care"),
            Map.entry("9(2)(i)", "Public health"),
            Map.entry("9(2)(j)", "Research, archiving or statistics"));

    private RegisterWords() {}

    static String type(String code) {
        return TYPES.getOrDefault(code, readable(code));
    }

    static String status(Organisation.Status status) {
        return switch (status) {
            case ACTIVE -> "Open";
            case CLOSED -> "Closed";
        };
    }

    static String standing(Agreement.Standing standing) {
        return switch (standing) {
            case IN_FORCE -> "In force";
            case DRAFT -> "Draft: not in force";
            case SIGNED -> "Signed by all: not in force yet";
            case NOT_STARTED -> "Not started yet";
            case SUSPENDED -> "Stopped for now";
            case ENDED -> "Ended";
        };
    }

    static String tag(Agreement.Standing standing) {
        return switch (standing) {
            case IN_FORCE -> "nhsuk-tag--green";
            case DRAFT, SIGNED, NOT_STARTED -> "nhsuk-tag--grey";
            case SUSPENDED, ENDED -> "nhsuk-tag--red";
        };
    }

    /** A legal basis with its article, or as it was written. */
    static String basis(String article) {
        String words = BASES.get(article);
        return words == null ? readable(article) : words + " (Article " + article + ")";
    }

    /** A day as people write it; empty if there is none. */
    static String day(@Nullable LocalDate day) {
        return day == null ? "" : DAY.format(day);
    }

    /** A period as people say it. */
    static String period(LocalDate from, @Nullable LocalDate until) {
        return "From " + day(from) + (until == null ? ", with no end set" : " to " + day(until));
    }

    static String effect(Effect effect) {
        return switch (effect) {
            case PERMIT -> "Shared unless the person says no";
            case DENY -> "Not shared unless the person says yes";
        };
    }

    static List<String> parties(Parties side, RegisterSnapshot register) {
        List<String> parties = new ArrayList<>();
        side.types().forEach(type -> parties.add("All of type: " + type(type)));
        side.organisations().forEach(code -> parties.add(organisation(code, register)));
        return parties;
    }

    /** An organisation's name with its code. */
    static String organisation(OdsCode code, RegisterSnapshot register) {
        return register.find(Kind.ORGANISATIONS, code.value())
                .map(Organisation.class::cast)
                .map(organisation -> organisation.name() + " (" + code + ")")
                .orElse(code.value());
    }

    static List<String> purposes(List<String> codes, RegisterSnapshot register) {
        return codes.stream()
                .map(code -> register.find(Kind.PURPOSES, code)
                        .map(Purpose.class::cast)
                        .map(purpose -> purpose.title() + " (" + code + ")")
                        .orElse(code))
                .toList();
    }

    static List<String> categories(List<String> codes, RegisterSnapshot register) {
        return codes.stream()
                .map(code -> register.find(Kind.CATEGORIES, code)
                        .map(Category.class::cast)
                        .map(Category::title)
                        .orElse(code))
                .toList();
    }

    /** A code in capitals and underlines as words; other text only with a capital. */
    static String readable(String code) {
        String words =
                code.matches("[A-Z][A-Z0-9_]+") ? code.toLowerCase(Locale.UK).replace('_', ' ') : code;
        return words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }
}
