package uk.concord.audit.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.fhir.event.FhirSystem;
import uk.concord.audit.fhir.event.Token;
import uk.concord.audit.trail.Actor;
import uk.concord.kernel.identity.NumbersInText;
import uk.concord.kernel.identity.OdsCode;

/**
 * Which agents events must have (FHIR R4 AuditEvent, search parameter {@code agent}, by identifier): all of these.
 *
 * @param organisation to which the record belongs
 * @param actor who acted
 * @param people the identifiers of users, accounts and clients, as events show them
 */
record AgentFilter(@Nullable OdsCode organisation, Actor actor, List<Token> people) {

    private static final Pattern ODS_CODE = Pattern.compile("[A-Z0-9]{1,9}");

    /** @throws uk.concord.kernel.problem.ProblemException 400 for what names nobody, or two of the same kind */
    static AgentFilter of(List<String> identifiers) {
        OdsCode organisation = null;
        String user = null;
        String subject = null;
        String client = null;
        List<Token> people = new ArrayList<>();
        for (String identifier : identifiers) {
            Token token = Token.of(identifier);
            String code = token.code();
            String system = token.system() == null ? "" : token.system();
            if (system.equals(OdsCode.FHIR_SYSTEM)
                    && organisation == null
                    && ODS_CODE.matcher(code).matches()) {
                organisation = new OdsCode(code);
                continue;
            }
            // A number would be in the answer's links.
            boolean usable = Actor.isName(code) && !NumbersInText.isIn(code);
            if (usable && system.equals(FhirSystem.ASSERTED_USER) && user == null) {
                user = code;
            } else if (usable && system.equals(FhirSystem.SUBJECT) && subject == null) {
                subject = code;
            } else if (usable && system.equals(FhirSystem.CLIENT) && client == null) {
                client = code;
            } else {
                throw Parameters.invalid("The parameter agent:identifier is an organisation, as " + OdsCode.FHIR_SYSTEM
                        + "|{ODS code}; or who acted, as " + FhirSystem.ASSERTED_USER + "|{a system's id of its user}, "
                        + FhirSystem.SUBJECT + "|{account} or " + FhirSystem.CLIENT
                        + "|{system}. It may be there several times, once for each kind. Somebody whose id is an NHS"
                        + " number is looked for by its pseudonym.");
            }
            people.add(token);
        }
        return new AgentFilter(organisation, new Actor(null, user, subject, client), List.copyOf(people));
    }

    /** Whether the event shows them: an account isn't shown where a user is. */
    boolean fits(JsonNode event) {
        return people.stream().allMatch(token -> isAgent(event, token));
    }

    private static boolean isAgent(JsonNode event, Token token) {
        for (JsonNode agent : event.path("agent")) {
            JsonNode identifier = agent.path("who").path("identifier");
            if (identifier.path("system").asText().equals(token.system())
                    && identifier.path("value").asText().equals(token.code())) {
                return true;
            }
        }
        return false;
    }
}
