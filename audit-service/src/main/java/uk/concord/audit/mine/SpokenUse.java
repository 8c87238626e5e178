package uk.concord.audit.mine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.names.RegisterNames;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.review.ReviewOutcomes;
import uk.concord.audit.trail.StoredRecord;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.page.PageTimes;

/**
 * One use of a patient's information in plain words.
 *
 * @param what happened
 * @param organisation the name of the organisation that asked or looked; empty if it was none
 * @param who the role of the person
 * @param purpose what for; empty if that isn't known
 * @param said why an emergency was declared, and until when; empty for everything else
 * @param checked what came of the review of an emergency, or that the record was altered; empty for everything else
 * @param got what came of it
 * @param seen kinds of information that were allowed
 * @param withheld kinds of information that were held back
 */
record SpokenUse(
        Instant at,
        String what,
        String organisation,
        String who,
        String purpose,
        String said,
        String checked,
        String got,
        List<String> seen,
        List<String> withheld) {

    /** Puts records into words, with the register's names. */
    static final class Speaker {

        private static final Map<String, String> WHAT = Map.of(
                AuditType.DECISION, "Somebody asked to see your information",
                AuditType.COHORT_PART, "Somebody asked about many people at once, and you were one of them",
                AuditType.ACCESS, "Somebody was given your information",
                AuditType.AUDIT_READ, "Somebody checked the records about you",
                AuditType.BREAK_GLASS_DECLARED, "Somebody declared an emergency, to see your information",
                AuditType.BREAK_GLASS_ENDED, "An emergency was ended before its time",
                AuditType.PREFERENCE_CHANGE, "Your choice was changed",
                AuditType.PATIENT_REGISTERED, "You were put on the patient register",
                AuditType.EXTERNAL, "Your information was used in another system");
        private static final Map<String, String> USED = Map.of(
                "C", "Something was added to your information.",
                "R", "Your information was read.",
                "U", "Your information was changed.",
                "D", "Something was deleted from your information.",
                "E", "Your information was searched or used.");
        private static final Map<String, String> PURPOSES = Map.of(
                "TREAT", "To care for you",
                "ETREAT", "To care for you in an emergency",
                "BTG", "In an emergency, against what is set",
                "PATRQT", "Because you asked for it",
                "HRESCH", "For research",
                "PUBHLTH", "To protect public health",
                "HOPERAT", "To run health services");
        private static final Map<String, String> EMERGENCIES = Map.of(
                "OVRER", "You needed treatment at once.",
                "OVRPJ", "In their judgement it was needed for your care.",
                "OVRTPS", "Somebody else was in danger.",
                "OVRPS", "Other people were in danger.",
                "OVRINCOMP", "You could not be asked.");
        // The national job roles that smartcards carry; their names shortened.
        private static final Map<String, String> JOB_ROLES = Map.of(
                "R8000", "Doctor or other clinician",
                "R8001", "Nurse",
                "R8003", "Health professional",
                "R8004", "Student",
                "R8006", "Medical secretary",
                "R8007", "Clinical coder",
                "R8008", "Clinical support",
                "R8009", "Receptionist",
                "R8010", "Clerk");
        private static final Pattern JOB_ROLE = Pattern.compile("(?:^|:)(R[0-9]{4})(?::|$)");
        private static final Pattern SPOKEN_ROLE = Pattern.compile("[A-Za-z][A-Za-z -]{1,59}");

        private static final DateTimeFormatter SAID_DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

        private final RegisterNames names;

        Speaker(RegisterNames names) {
            this.names = names;
        }

        /** @param review what came of the review, where there is one */
        SpokenUse say(StoredRecord stored, Whom whom, ReviewOutcomes.@Nullable Outcome review) {
            return stored.content()
                    .map(content -> say(content, whom, review))
                    .orElseGet(() -> altered(stored.recordedAt()));
        }

        private static SpokenUse altered(Instant recordedAt) {
            return new SpokenUse(
                    recordedAt,
                    "A record about you was altered",
                    "",
                    "We cannot tell",
                    "",
                    "",
                    "It does not say what was written down then, so we do not show it. You can call us about it.",
                    "",
                    List.of(),
                    List.of());
        }

        SpokenUse say(RecordContent content, Whom whom, ReviewOutcomes.@Nullable Outcome review) {
            Use use = Use.of(content, whom, review);
            JsonNode detail =
                    use.type().equals(AuditType.COHORT_PART) ? Use.about(content.detail(), whom) : content.detail();
            List<String> seen = titles(detail.path("permitted"));
            List<String> withheld = titles(detail.path("withheld"));
            return new SpokenUse(
                    use.occurredAt(),
                    what(use),
                    use.organisation() == null
                            ? ""
                            : names.organisations().getOrDefault(use.organisation(), use.organisation()),
                    who(use),
                    purpose(use.purpose()),
                    said(use, detail),
                    review == null ? "" : checked(review),
                    got(use, detail),
                    seen,
                    withheld);
        }

        private static String what(Use use) {
            if (use.type().equals(AuditType.PREFERENCE_CHANGE) && use.capacity().equals("self")) {
                return "You changed your choice";
            }
            if (use.type().equals(AuditType.AUDIT_READ) && use.outcome().equals("exported")) {
                return "Somebody took records about you away, as evidence for a case";
            }
            return WHAT.getOrDefault(use.type(), "Something else happened");
        }

        private static String who(Use use) {
            String role = use.role() == null ? "" : use.role().strip();
            Matcher coded = JOB_ROLE.matcher(role);
            if (coded.find()) {
                return JOB_ROLES.getOrDefault(coded.group(1), "A member of staff");
            }
            if (SPOKEN_ROLE.matcher(role).matches()) {
                return role.substring(0, 1).toUpperCase(Locale.UK) + role.substring(1);
            }
            return switch (use.capacity()) {
                case "self" -> "You";
                case "proxy" -> "Somebody acting for you";
                case "system" -> "A computer system";
                default -> "A member of staff";
            };
        }

        private String purpose(@Nullable String code) {
            if (code == null) {
                return "";
            }
            String spoken = PURPOSES.get(code);
            return spoken == null ? names.purposes().getOrDefault(code, "For another purpose") : spoken;
        }

        private static String said(Use use, JsonNode detail) {
            if (!use.type().equals(AuditType.BREAK_GLASS_DECLARED)) {
                return "";
            }
            String why = EMERGENCIES.getOrDefault(detail.path("reason_code").asText(), "They gave a reason.");
            return why + until(detail.path("until").asText()) + " Somebody else reviews it.";
        }

        private static String until(String instant) {
            try {
                return " It ends on " + PageTimes.said(Instant.parse(instant)) + " at the latest.";
            } catch (DateTimeException e) {
                return "";
            }
        }

        private static String checked(ReviewOutcomes.Outcome review) {
            String checked =
                    review.foundAt() == null ? "" : "We checked this on " + PageTimes.day(review.foundAt()) + ". ";
            String due = review.overdue()
                    ? "We should have finished by now, and have not yet."
                    : "We will have finished by the end of " + SAID_DAY.format(review.dueOn()) + ".";
            return switch (review.state()) {
                case DECLARED -> "Every emergency is checked. " + due;
                case UNDER_REVIEW -> "We are checking this. " + due;
                case JUSTIFIED -> checked + "The reason was a good one.";
                case NOT_JUSTIFIED ->
                    checked
                            + "The reason was not good enough. This should not have happened. You can call us about it.";
                case CLOSED -> checked;
            };
        }

        private static String got(Use use, JsonNode detail) {
            if (use.type().equals(AuditType.ACCESS)) {
                return given(detail.path("returned").asInt(), use.outcome());
            }
            if (use.type().equals(AuditType.EXTERNAL)) {
                return used(detail.path("resource").path("action").asText(), use.outcome());
            }
            if (!use.type().equals(AuditType.DECISION) && !use.type().equals(AuditType.COHORT_PART)) {
                return "";
            }
            return switch (use.outcome()) {
                case "permit" -> "The answer was yes.";
                case "partial" -> "The answer was yes for a part. The rest was held back.";
                case "deny" -> "The answer was no. They got nothing.";
                default -> "";
            };
        }

        private static String used(String action, String outcome) {
            return outcome.equals("success")
                    ? USED.getOrDefault(action, "Your information was used.")
                    : "It was tried, and did not work.";
        }

        private static String given(int entries, String outcome) {
            String given = entries == 0 ? "Nothing" : entries == 1 ? "1 entry" : entries + " entries";
            return given + " of your record." + (outcome.equals("partial") ? " Something was held back." : "");
        }

        private List<String> titles(JsonNode categories) {
            List<String> titles = new ArrayList<>();
            if (categories.isArray()) {
                categories.forEach(category ->
                        titles.add(names.categories().getOrDefault(category.asText(), "Another kind of information")));
            }
            return titles;
        }
    }
}
