package uk.concord.audit.fhir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.fhir.event.EventOutcome;
import uk.concord.audit.fhir.event.FhirSystem;
import uk.concord.audit.fhir.event.Token;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Cursor;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.identity.Pseudonyms;

/** Reads the parameters of a search for AuditEvents (FHIR R4 AuditEvent, search parameters): strictly, so that no filter is lost. */
final class SearchReader {

    /** Where a page goes on; made by us, in next links. */
    static final String AFTER = "_after";

    private static final String KNOWN =
            "_id, _count, _tag, _format, date, patient, patient:identifier, agent:identifier,"
                    + " entity:identifier, type, subtype and outcome";
    private static final Set<String> JSON = Set.of("json", "application/json", "application/fhir+json");
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern UUID_FORM =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern PLACE = Pattern.compile("[0-9]{1,18}");
    private static final int MOST = 200;

    private final Parameters parameters;
    private final List<Map.Entry<String, String>> asked = new ArrayList<>();

    private SearchReader(Parameters parameters) {
        this.parameters = parameters;
    }

    /** @throws uk.concord.kernel.problem.ProblemException 400 for what isn't understood, saying which parameter it is */
    static AuditEventSearch read(Parameters parameters) {
        return new SearchReader(parameters).search();
    }

    private AuditEventSearch search() {
        format();
        Subject subject = subject();
        AgentFilter agents = agents();
        String type = tag();
        UUID decision = identified("entity:identifier", "entity.identifier");
        UUID id = id();
        DateRange date = date();
        List<String> outcomes = outcomes();
        List<Token> types = tokens("type");
        List<Token> subtypes = tokens("subtype");
        Cursor cursor = cursor();
        parameters.demandNoMore(KNOWN);
        return new AuditEventSearch(
                subject.number(),
                subject.whom(),
                agents,
                type,
                decision,
                id,
                date,
                outcomes,
                types,
                subtypes,
                cursor,
                List.copyOf(asked));
    }

    private void format() {
        String format = parameters.take("_format");
        if (format != null && !JSON.contains(format.replace(' ', '+'))) {
            throw Parameters.invalid("Answers are JSON: _format may only be json.");
        }
    }

    private record Subject(
            @Nullable NhsNumber number, @Nullable Whom whom) {}

    private Subject subject() {
        String reference = parameters.take("patient");
        String identifiers = parameters.take("patient:identifier", "patient.identifier");
        if (reference != null && identifiers != null) {
            throw Parameters.invalid("Give either patient or patient:identifier, not both.");
        }
        if (reference != null) {
            return new Subject(null, new Whom(uuid("patient", reference.replaceFirst("^Patient/", "")), List.of()));
        }
        return identifiers == null ? new Subject(null, null) : identified(identifiers);
    }

    // All names are one person's: a next link has the pseudonyms beside the id.
    private static Subject identified(String identifiers) {
        UUID id = null;
        List<String> pseudonyms = new ArrayList<>();
        for (String identifier : identifiers.split(",", -1)) {
            Token token = Token.of(identifier);
            if (NhsNumber.FHIR_SYSTEM.equals(token.system()) && !identifiers.contains(",")) {
                return new Subject(NhsNumber.of(token.code()), null);
            } else if (FhirSystem.PATIENT.equals(token.system()) && id == null) {
                id = uuid("patient:identifier", token.code());
            } else if (FhirSystem.PSEUDONYM.equals(token.system())
                    && pseudonyms.size() < Whom.MOST_PSEUDONYMS
                    && Pseudonyms.FORM.matcher(token.code()).matches()) {
                pseudonyms.add(token.code());
            } else {
                throw Parameters.invalid("The parameter patient:identifier is one person, as " + FhirSystem.PATIENT
                        + "|{id}, " + FhirSystem.PSEUDONYM + "|{pseudonym} or, in a body only, " + NhsNumber.FHIR_SYSTEM
                        + "|{NHS number}. Her id and at most " + Whom.MOST_PSEUDONYMS
                        + " pseudonyms of hers may stand there together, with commas between.");
            }
        }
        return new Subject(null, new Whom(id, pseudonyms));
    }

    private AgentFilter agents() {
        List<String> identifiers = parameters.takeAll("agent:identifier", "agent.identifier");
        AgentFilter agents = AgentFilter.of(identifiers);
        identifiers.forEach(identifier -> asked.add(Map.entry("agent:identifier", identifier)));
        return agents;
    }

    private @Nullable String tag() {
        String tag = parameters.take("_tag");
        if (tag == null) {
            return null;
        }
        Token token = Token.of(tag);
        if (token.system() != null && !token.system().equals(FhirSystem.AUDIT_TYPE)
                || !TYPE.matcher(token.code()).matches()) {
            throw Parameters.invalid(
                    "The parameter _tag is a type of audit record, as " + FhirSystem.AUDIT_TYPE + "|decision.");
        }
        return keep("_tag", tag, token.code());
    }

    private @Nullable UUID identified(String... names) {
        String identifier = parameters.take(names);
        if (identifier == null) {
            return null;
        }
        Token token = Token.of(identifier);
        if (!FhirSystem.DECISION.equals(token.system())) {
            throw Parameters.invalid(
                    "The parameter " + names[0] + " is a decision, as " + FhirSystem.DECISION + "|{id}.");
        }
        return keep(names[0], identifier, uuid(names[0], token.code()));
    }

    private @Nullable UUID id() {
        String id = parameters.take("_id");
        return id == null ? null : keep("_id", id, uuid("_id", id));
    }

    private DateRange date() {
        DateRange range = DateRange.ALL;
        for (String value : parameters.takeAll("date")) {
            range = range.and(DateRange.of(value));
            asked.add(Map.entry("date", value.replace(' ', '+')));
        }
        return range;
    }

    private List<String> outcomes() {
        String value = parameters.take("outcome");
        if (value == null) {
            return List.of();
        }
        List<String> codes = List.of(value.split(",", -1)).stream()
                .map(each -> Token.of(each).code())
                .toList();
        if (!codes.stream().allMatch(EventOutcome::isCode)) {
            throw Parameters.invalid("The parameter outcome is 0, 4, 8 or 12, or several of them with commas between.");
        }
        return keep("outcome", value, codes);
    }

    private List<Token> tokens(String name) {
        String value = parameters.take(name);
        if (value == null) {
            return List.of();
        }
        if (NumbersInText.isIn(value)) {
            // It would be in the answer's links.
            throw Parameters.invalid("The parameter " + name + " holds codes.");
        }
        return keep(
                name,
                value,
                List.of(value.split(",", -1)).stream().map(Token::of).toList());
    }

    private Cursor cursor() {
        String count = parameters.take("_count");
        if (count != null && !COUNT.matcher(count).matches()) {
            throw Parameters.invalid(
                    "The parameter _count is a number from 1; a page has at most " + MOST + " events.");
        }
        String after = parameters.take(AFTER);
        if (after != null && !PLACE.matcher(after).matches()) {
            throw Parameters.invalid("Follow the next link of the page before unchanged.");
        }
        Integer limit = count == null ? null : Math.min(MOST, Integer.parseInt(count));
        if (count != null) {
            asked.add(Map.entry("_count", count));
        }
        return Cursor.of(after, limit);
    }

    private <T> T keep(String name, String value, T meant) {
        asked.add(Map.entry(name, value));
        return meant;
    }

    private static UUID uuid(String name, String text) {
        if (!UUID_FORM.matcher(text).matches()) {
            throw Parameters.invalid(
                    "The parameter " + name + " names something of Concord's by its id, which is a UUID.");
        }
        return UUID.fromString(text);
    }
}
