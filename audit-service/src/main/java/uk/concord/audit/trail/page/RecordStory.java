package uk.concord.audit.trail.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.RecordView;

/** A record told in words: who asked, what was known, what was answered, and why. What has no words here is told by its own name. */
final class RecordStory {

    private static final Set<String> TOLD = Set.of(
            "facts",
            "at",
            "outcome",
            "permitted",
            "withheld",
            "reasons",
            "obligations",
            "agreement",
            "legal_bases",
            "gap",
            "valid_until",
            "revisions",
            "custodian",
            "categories",
            "returned",
            "changes",
            "not_asked_for",
            "other_patients",
            "resource_type",
            "interaction",
            "related",
            "of",
            "question",
            "answers",
            // Thousands of numbers, for a program; how many records they are is told.
            "spans",
            "resource");

    private final RecordView view;
    private final JsonNode detail;
    private final RegisterNames names;
    private final ChoiceWords choices;

    RecordStory(RecordView view, JsonNode record, RegisterNames names) {
        this.view = view;
        this.detail = record.path("detail");
        this.names = names;
        this.choices = new ChoiceWords(names);
    }

    /**
     * Why the answer is so, as its readers see it.
     *
     * @param staff the text for staff
     * @param patient the text for the patient; empty if there is none
     */
    public record Reason(boolean allows, String staff, String patient) {}

    List<Row.Section> sections() {
        List<Row.Section> sections = new ArrayList<>();
        sections.add(WhoDidIt.section(view, names));
        sections.add(asked());
        sections.add(known());
        sections.add(answered());
        sections.add(restsOn());
        sections.add(changes());
        sections.add(Emergency.section(view.type(), detail));
        sections.add(OtherSystem.section(view.type(), detail));
        sections.add(LedgerKeys.section(view.type(), detail));
        sections.add(rest());
        return sections.stream().filter(section -> !section.rows().isEmpty()).toList();
    }

    List<Reason> reasons() {
        List<Reason> reasons = new ArrayList<>();
        detail.path("reasons")
                .forEach(reason -> reasons.add(new Reason(
                        "permit".equals(reason.path("effect").asText()),
                        reason.path("texts")
                                .path("staff")
                                .asText(Words.readable(reason.path("text_key")
                                        .asText(reason.path("rule").asText()))),
                        reason.path("texts").path("patient").asText(""))));
        return reasons;
    }

    private Row.Section asked() {
        JsonNode question = detail.has("facts") ? detail.path("facts").path("question") : detail.path("question");
        Rows rows = new Rows().add("About whom", detail.path("of"), RecordStory::cohort);
        RecordView.Patient patient = view.patient();
        if (patient != null) {
            rows.addLink("About", about(patient), about(patient.id(), patient.pseudonym()));
        }
        rows.add("What for", view.purpose() == null ? null : names.purpose(view.purpose()))
                .add("Information held by", question.path("custodian"), names::organisation)
                .add("Information held by", detail.path("custodian"), names::organisation)
                .add("Wanted to", question.path("action"), Words::readable)
                .addAll("Kinds of information", question.path("categories"), names::category, "None")
                .addAll("Kinds of information", detail.path("categories"), names::category, "None")
                .add("Kind of entry", detail.path("resource_type"), UnaryOperator.identity())
                .add("How it was read", detail.path("interaction"), Words::readable)
                .addAll(
                        "Record belongs to",
                        view.organisations().stream().map(names::organisation).toList());
        return rows.under("What was asked");
    }

    private static String cohort(String of) {
        return of.equals("everybody") ? "Everybody on the patient register" : "A list of NHS numbers";
    }

    private static String about(RecordView.Patient patient) {
        return patient.id() == null
                ? "A person recorded under the pseudonym " + patient.pseudonym()
                : "Patient " + patient.id();
    }

    private static String about(@Nullable UUID id, @Nullable String pseudonym) {
        return SearchAddress.about(new Whom(id, pseudonym == null ? List.of() : List.of(pseudonym)))
                .href();
    }

    private Row.Section known() {
        JsonNode patient = detail.path("facts").path("patient");
        Rows rows = new Rows().add("Patient register", patient.path("standing"), RecordStory::standing);
        if (patient.path("preferences").isEmpty()
                && "registered".equals(patient.path("standing").asText())) {
            rows.add("The patient’s choices", "The patient had said nothing");
        }
        patient.path("preferences")
                .forEach(choice -> rows.addAll(
                        "Choice: " + names.scheme(choice.path("scheme").asText()), choices.said(choice)));
        return rows.add(
                        "Emergency declared until",
                        detail.path("facts").path("grant").path("until"),
                        ChoiceWords::time)
                .add("As it was", detail.path("at"), ChoiceWords::time)
                .under("What was known");
    }

    private static String standing(String standing) {
        return switch (standing) {
            case "registered" -> "The patient is on it";
            case "unregistered" -> "Nobody with this NHS number is on it";
            case "unreadable" -> "The patient is on it, but the choices could not be read";
            default -> standing;
        };
    }

    private Row.Section answered() {
        Rows rows = new Rows().add("Answer", Words.outcome(view.outcome()));
        // How many, and never who: whoever looks up one of these people must not see the others.
        detail.path("answers")
                .forEach(answer -> rows.add(
                        Words.outcome(answer.path("outcome").asText()),
                        (answer.path("patients").size()
                                        + answer.path("pseudonyms").size()) + " people"));
        rows.addAll("May be seen", detail.path("permitted"), names::category, "Nothing");
        if (detail.path("withheld").isArray()) {
            rows.addAll("Held back", detail.path("withheld"), names::category, "Nothing");
        }
        List<String> duties = new ArrayList<>();
        detail.path("obligations").forEach(duty -> duties.add(duty(duty.path("properties"))));
        return rows.addAll("What they must do", duties)
                .add("Entries given out", detail.path("returned"), UnaryOperator.identity())
                .add(
                        "Entries that the gateway held back",
                        detail.path("withheld").isNumber()
                                ? detail.path("withheld").asText()
                                : null)
                .add("Entries that nobody asked for, removed", notZero("not_asked_for"))
                .add("Entries about other patients, removed", notZero("other_patients"))
                .add("May be relied on until", detail.path("valid_until"), ChoiceWords::time)
                .under("What was answered");
    }

    private @Nullable String notZero(String member) {
        return detail.path(member).asLong(0) == 0 ? null : detail.path(member).asText();
    }

    private String duty(JsonNode duty) {
        String action = duty.path("action").asText();
        return switch (action) {
            case "redact" ->
                "Take out: "
                        + String.join(
                                ", ",
                                Rows.texts(duty.path("categories")).stream()
                                        .map(names::category)
                                        .toList());
            case "notify-patient" -> "Tell the patient";
            case "review" -> "Have it reviewed";
            default -> Words.readable(action);
        };
    }

    private Row.Section restsOn() {
        JsonNode agreement = detail.path("agreement");
        JsonNode bases = detail.path("legal_bases");
        JsonNode revisions = detail.path("revisions");
        JsonNode gap = detail.path("gap");
        Rows rows = new Rows()
                .add("What is missing", gap.path("detail"), UnaryOperator.identity())
                .add("Who can supply it", gap.path("supplied_by"), UnaryOperator.identity());
        if (agreement.path("id").isTextual()) {
            String id = agreement.path("id").asText();
            rows.addLink(
                    "Sharing agreement",
                    agreement.path("title").asText(id) + " (" + id + ")",
                    id.matches("[A-Za-z0-9_.-]{1,100}") ? "/governance/agreements/" + id : "");
        }
        return rows.add("Legal basis: UK GDPR Article 6", bases.path("article_6"), UnaryOperator.identity())
                .add("Legal basis: UK GDPR Article 9", bases.path("article_9"), UnaryOperator.identity())
                .add("Common-law duty of confidentiality", bases.path("common_law"), Words::readable)
                .add("Rules", revisions.path("release"), number -> "Release " + number)
                .add("Register", revisions.path("register"), number -> "Revision " + number)
                .add("The patient’s choices", revisions.path("patient"), number -> "Revision " + number)
                .under("What it rests on");
    }

    private Row.Section changes() {
        Rows rows = new Rows();
        detail.path("changes").forEach(change -> {
            String scheme = names.scheme(change.path("scheme").asText());
            rows.addAll(scheme + ", before", choices.said(change.path("before")));
            rows.addAll(scheme + ", after", choices.said(change.path("after")));
        });
        return rows.under("What was changed");
    }

    private Row.Section rest() {
        Rows rows = new Rows();
        detail.properties().forEach(member -> {
            if (!isTold(member.getKey())) {
                rows.addAll(Words.readable(member.getKey()), flat(member.getValue()));
            }
        });
        return rows.under("More");
    }

    private boolean isTold(String member) {
        return TOLD.contains(member) || Emergency.tells(view.type(), member) || LedgerKeys.tells(view.type(), member);
    }

    private static List<String> flat(JsonNode value) {
        List<String> lines = new ArrayList<>();
        if (value.isValueNode()) {
            lines.add(value.isNull() ? "" : value.asText());
        } else {
            value.properties()
                    .forEach(member -> flat(member.getValue())
                            .forEach(line -> lines.add(Words.readable(member.getKey()) + ": " + line)));
            if (value.isArray()) {
                value.forEach(element -> lines.addAll(flat(element)));
            }
        }
        return lines;
    }
}
