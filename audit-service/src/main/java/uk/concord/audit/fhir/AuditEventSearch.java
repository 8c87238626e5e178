package uk.concord.audit.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.fhir.event.EventKinds;
import uk.concord.audit.fhir.event.EventOutcome;
import uk.concord.audit.fhir.event.FhirSystem;
import uk.concord.audit.fhir.event.Token;
import uk.concord.audit.patient.Whom;
import uk.concord.audit.trail.Criteria;
import uk.concord.audit.trail.Cursor;
import uk.concord.kernel.identity.NhsNumber;

/**
 * What AuditEvents are looked for. The ledger narrows it down as far as its columns go; {@link #fits} tells the rest from the
 * resource.
 *
 * @param number the NHS number of the person, if she is named so; only in a body
 * @param whom the person, if she is named otherwise; perhaps only by her id
 * @param agents who took part
 * @param type of audit record
 * @param outcomes FHIR's codes; empty if it doesn't matter
 * @param asked the other parameters as they came, for links
 */
record AuditEventSearch(
        @Nullable NhsNumber number,
        @Nullable Whom whom,
        AgentFilter agents,
        @Nullable String type,
        @Nullable UUID decision,
        @Nullable UUID id,
        DateRange date,
        List<String> outcomes,
        List<Token> types,
        List<Token> subtypes,
        Cursor cursor,
        List<Map.Entry<String, String>> asked) {

    /** As the trail searches. */
    Criteria criteria(@Nullable Whom person) {
        boolean success = outcomes.contains(EventOutcome.SUCCESS);
        List<String> wanted = outcomes.stream()
                .flatMap(code -> EventOutcome.wordsOf(code).stream())
                .toList();
        List<String> unwanted = success
                ? EventOutcome.failures().stream()
                        .filter(word -> !wanted.contains(word))
                        .toList()
                : List.of();
        return new Criteria(
                person,
                agents.organisation(),
                type,
                null,
                null,
                date.from(),
                date.until(),
                decision,
                false,
                new Criteria.Further(
                        id,
                        EventKinds.without(types, subtypes),
                        success ? List.of() : wanted,
                        unwanted,
                        agents.actor()));
    }

    /** Whether an event of a record that the trail found is one of those that are looked for. */
    boolean fits(JsonNode event) {
        return agents.fits(event)
                && (types.isEmpty() || types.stream().anyMatch(token -> token.fits(event.path("type"))))
                && (subtypes.isEmpty() || subtypes.stream().anyMatch(token -> hasSubtype(event, token)));
    }

    private static boolean hasSubtype(JsonNode event, Token token) {
        for (JsonNode subtype : event.path("subtype")) {
            if (token.fits(subtype)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The address of this search, in which a person is named by id and pseudonyms.
     *
     * @param after where the page goes on; null for the first
     */
    String link(String base, @Nullable Whom person, @Nullable String after) {
        List<String> query = new ArrayList<>();
        if (person != null) {
            List<String> names = new ArrayList<>();
            if (person.patient() != null) {
                names.add(FhirSystem.PATIENT + "|" + person.patient());
            }
            person.pseudonyms().forEach(pseudonym -> names.add(FhirSystem.PSEUDONYM + "|" + pseudonym));
            query.add(Parameters.encoded("patient:identifier", String.join(",", names)));
        }
        asked.forEach(parameter -> query.add(Parameters.encoded(parameter.getKey(), parameter.getValue())));
        if (after != null) {
            query.add(Parameters.encoded(SearchReader.AFTER, after));
        }
        return base + "/AuditEvent" + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }
}
