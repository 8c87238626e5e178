package uk.concord.audit.trail.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Actor;
import uk.concord.audit.trail.Criteria;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.input.PlainText;

/**
 * A search as the query of an address that may be shared: it names a patient by id and pseudonyms, never by NHS number. What is empty
 * doesn't matter. Public for the templates' engine.
 *
 * @param pseudonym of the patient; several have commas between
 * @param person who acted: the id that a system gave its user, or the account that signed in
 * @param client the system through which it was done
 * @param from a day, or an instant; a day begins at midnight in Europe/London
 * @param to a day, which belongs to it, or an instant, which doesn't
 */
public record SearchAddress(
        String patient,
        String pseudonym,
        String person,
        String client,
        String organisation,
        String purpose,
        String outcome,
        String type,
        String from,
        String to) {

    static final String PATH = "/trail/records";
    /** Among outcomes: refused because something isn't registered. */
    static final String GAP = "gap";

    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final String COMMA = ",";
    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{1,9}");

    static final SearchAddress EVERYTHING = new SearchAddress("", "", "", "", "", "", "", "", "", "");

    /** Everything about this person. */
    static SearchAddress about(Whom whom) {
        return EVERYTHING.of(whom);
    }

    /** The same, about this person. */
    SearchAddress of(Whom whom) {
        return new SearchAddress(
                whom.patient() == null ? "" : whom.patient().toString(),
                String.join(COMMA, whom.pseudonyms()),
                person,
                client,
                organisation,
                purpose,
                outcome,
                type,
                from,
                to);
    }

    /** The same, about anybody. */
    SearchAddress ofAnybody() {
        return new SearchAddress("", "", person, client, organisation, purpose, outcome, type, from, to);
    }

    /** The same, done by this person through this system; what is empty doesn't matter. */
    SearchAddress by(String newPerson, String newClient) {
        return new SearchAddress(
                patient, pseudonym, newPerson, newClient, organisation, purpose, outcome, type, from, to);
    }

    /** All of this kind since then. */
    static SearchAddress since(Instant instant, String type, String purpose, String outcome) {
        return new SearchAddress("", "", "", "", "", purpose, outcome, type, instant.toString(), "");
    }

    /** The address. */
    String href() {
        return href("", Choice.NOTHING);
    }

    /** The address of the page behind this place, for somebody who has chosen these records for an evidence pack. */
    String href(String after, Choice pack) {
        String query = fields(after, pack).entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? PATH : PATH + "?" + query;
    }

    /** The same as the fields of a form; what is empty isn't there. */
    Map<String, String> fields(String after, Choice pack) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("patient", patient);
        fields.put("pseudonym", pseudonym);
        fields.put("person", unlessNumber(person));
        fields.put("client", unlessNumber(client));
        fields.put("organisation", organisation);
        fields.put("purpose", purpose);
        fields.put("outcome", outcome);
        fields.put("type", type);
        fields.put("from", from);
        fields.put("to", to);
        fields.put("after", after);
        fields.put("pack", pack.text());
        fields.values().removeIf(String::isEmpty);
        return fields;
    }

    /** What is looked for; what can't be used is added to the faults and left out. */
    Criteria criteria(List<Fault> faults) {
        Instant begin = instant("from", from, 0, faults);
        Instant end = instant("to", to, 1, faults);
        if (begin != null && end != null && !begin.isBefore(end)) {
            faults.add(new Fault("to-day", "The date to must be the same as or after the date from."));
        }
        boolean gap = GAP.equals(outcome);
        return new Criteria(
                        whom(faults),
                        organisation(faults),
                        word("type", type, faults),
                        word("purpose", purpose, faults),
                        gap ? "deny" : word("outcome", outcome, faults),
                        begin,
                        end,
                        null,
                        gap)
                .by(actor(faults));
    }

    private @Nullable Whom whom(List<Fault> faults) {
        if (patient.isEmpty() && pseudonym.isEmpty()) {
            return null;
        }
        List<String> pseudonyms = pseudonyms();
        if (pseudonyms.size() > Whom.MOST_PSEUDONYMS) {
            faults.add(new Fault(
                    "nhs-number",
                    "The address has more than " + Whom.MOST_PSEUDONYMS
                            + " pseudonyms of a patient. Enter the NHS number here."));
            return null;
        }
        try {
            if (pseudonyms.stream().allMatch(one -> Pseudonyms.FORM.matcher(one).matches())) {
                return new Whom(patient.isEmpty() ? null : UUID.fromString(patient), pseudonyms);
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        faults.add(new Fault("nhs-number", "The address doesn’t name a patient. Enter the NHS number here."));
        return null;
    }

    private List<String> pseudonyms() {
        return pseudonym.isEmpty() ? List.of() : List.of(pseudonym.split(COMMA, -1));
    }

    private Actor actor(List<Fault> faults) {
        if (isUsable(person) && isUsable(client)) {
            return new Actor(unlessEmpty(person), null, null, unlessEmpty(client));
        }
        faults.add(new Fault("person", whyUnusable()));
        return Actor.ANYBODY;
    }

    private String whyUnusable() {
        if (isUsable(person)) {
            return "The address doesn’t name a system. Clear the search and start again.";
        }
        return NumbersInText.isIn(person)
                ? "The address must not name the person by an NHS number. Enter it here and search again."
                : "The person must be named by at most 255 characters on one line. Check what you entered.";
    }

    private static boolean isUsable(String name) {
        return name.isEmpty() || Actor.isName(name) && !NumbersInText.isIn(name);
    }

    // What can't be used is told and shown, but must not become a part of another address.
    private static String unlessNumber(String name) {
        return NumbersInText.isIn(name) ? "" : name;
    }

    private @Nullable OdsCode organisation(List<Fault> faults) {
        if (organisation.isEmpty()) {
            return null;
        }
        if (ODS_CODE.matcher(organisation).matches()) {
            return new OdsCode(organisation);
        }
        faults.add(new Fault("organisation", "The address doesn’t name an organisation. Enter its name or code here."));
        return null;
    }

    private static @Nullable Instant instant(String which, String text, int daysLater, List<Fault> faults) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text)
                            .plusDays(daysLater)
                            .atStartOfDay(LONDON)
                            .toInstant();
        } catch (DateTimeException e) {
            faults.add(
                    new Fault(
                            which + "-day",
                            "The date " + which
                                    + " must be a real date, such as 27 3 2026. In this page’s address it is written 2026-03-27."));
            return null;
        }
    }

    /** The day in London of one end of the time, if there is one that can be read. */
    static @Nullable LocalDate day(String text) {
        try {
            if (text.isEmpty()) {
                return null;
            }
            return text.contains("T") ? Instant.parse(text).atZone(LONDON).toLocalDate() : LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable String word(String field, String text, List<Fault> faults) {
        if (PlainText.isUsable(text, "")) {
            return unlessEmpty(text);
        }
        faults.add(new Fault(field, "The address names something that no record can have. Choose from the list."));
        return null;
    }

    private static @Nullable String unlessEmpty(String text) {
        return text.isEmpty() ? null : text;
    }
}
