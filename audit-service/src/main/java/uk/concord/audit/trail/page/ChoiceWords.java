package uk.concord.audit.trail.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import uk.concord.audit.names.RegisterNames;
import uk.concord.kernel.page.PageTimes;

/** What a patient said, in words. */
final class ChoiceWords {

    private final RegisterNames names;

    ChoiceWords(RegisterNames names) {
        this.names = names;
    }

    /** A line for what holds in general, and one for each exception. */
    List<String> said(JsonNode choice) {
        if (choice.isMissingNode() || choice.isNull()) {
            return List.of("Nothing was said");
        }
        if (!choice.path("effect").isTextual()) {
            return List.of("The choice was taken back: nothing is said any more");
        }
        List<String> lines = new ArrayList<>();
        lines.add(effect(choice.path("effect").asText(), "Yes to sharing", "No to sharing"));
        choice.path("exceptions").forEach(exception -> lines.add(exception(exception)));
        return lines;
    }

    private String exception(JsonNode rule) {
        StringBuilder line =
                new StringBuilder("But ").append(effect(rule.path("effect").asText(), "yes", "no"));
        append(line, ", for ", rule.path("organisations"), names::organisation);
        append(line, ", for all of type ", rule.path("organisation_types"), Words::readable);
        append(line, ", about ", rule.path("categories"), names::category);
        append(line, ", when it is for ", rule.path("purposes"), names::purpose);
        appendTime(line, ", from ", rule.path("from"));
        appendTime(line, ", until ", rule.path("until"));
        return line.toString();
    }

    private static String effect(String effect, String permit, String deny) {
        return switch (effect) {
            case "permit" -> permit;
            case "deny" -> deny;
            default -> effect;
        };
    }

    private static void append(StringBuilder line, String before, JsonNode list, UnaryOperator<String> words) {
        List<String> all = Rows.texts(list).stream().map(words).toList();
        if (!all.isEmpty()) {
            line.append(before).append(String.join(" or ", all));
        }
    }

    private static void appendTime(StringBuilder line, String before, JsonNode time) {
        if (time.isTextual()) {
            line.append(before).append(time(time.asText()));
        }
    }

    /** An instant as people read it, or the text as it is. */
    static String time(String text) {
        try {
            return PageTimes.said(Instant.parse(text));
        } catch (DateTimeException e) {
            return text;
        }
    }
}
