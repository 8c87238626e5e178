package uk.concord.audit.fhir.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import uk.concord.audit.ledger.RecordFacts;

/** Who took part in what a record tells, each as an AuditEvent.agent. */
final class Agents {

    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private final Told told;
    private final RecordFacts.Who who;

    Agents(Told told) {
        this.told = told;
        this.who = told.facts().who();
    }

    /** Whether a person acted, so that {@link #user} tells who. */
    boolean hasUser() {
        return who.user() != null || !who.capacity().equals("system");
    }

    boolean hasOrganisation() {
        return who.organisation() != null;
    }

    /** The OAuth client. Its network address isn't on record, which BALP's patterns want said. */
    ObjectNode client(Code type) {
        ObjectNode agent = agent(type, Told.logical("Device", FhirSystem.CLIENT, who.client()), !hasUser());
        ObjectNode absent = agent.putObject("network").putArray("extension").addObject();
        absent.put("url", ABSENT).put("valueCode", "unknown");
        return agent;
    }

    /** The person: as a partner system said, which nobody checked, or as she signed in. */
    ObjectNode user(Code type) {
        JsonNode role = told.record().path("actor").path("user").path("role");
        ObjectNode agent = JsonNodeFactory.instance.objectNode();
        agent.set("type", type.concept());
        if (role.isTextual()) {
            agent.putArray("role").addObject().put("text", FhirText.plain(role.asText()));
        }
        agent.set("who", person());
        return agent.put("requestor", true);
    }

    private ObjectNode person() {
        String type = switch (who.capacity()) {
            case "self" -> "Patient";
            case "proxy" -> "RelatedPerson";
            default -> "Practitioner";
        };
        if (who.user() != null) {
            return Told.logical(type, FhirSystem.ASSERTED_USER, who.user())
                    .put("display", FhirText.plain("As said by " + who.client() + ", not checked"));
        }
        return type.equals("Patient") && told.isAboutOne()
                ? told.patient()
                : Told.logical(type, FhirSystem.SUBJECT, who.subject());
    }

    /** The organisation on whose behalf somebody acted. */
    ObjectNode organisation() {
        return agent(Code.PROVIDER, Told.organisation(Objects.requireNonNull(who.organisation())), false);
    }

    /** Another organisation to which the record belongs. */
    ObjectNode other(String code, boolean custodian) {
        ObjectNode agent = JsonNodeFactory.instance.objectNode();
        if (custodian) {
            agent.set("type", Code.CUSTODIAN.concept());
        }
        agent.set("who", Told.organisation(code));
        return agent.put("requestor", false);
    }

    /** The platform, at its public address. */
    ObjectNode server(Code type) {
        ObjectNode agent = agent(type, told.observer(), false);
        agent.putObject("network").put("address", told.base()).put("type", "5");
        return agent;
    }

    /** The service that decided; by BALP the same as the observer. */
    ObjectNode authorizer() {
        return agent(Code.AUTHORIZATION_SERVER, told.observer(), false);
    }

    private static ObjectNode agent(Code type, ObjectNode whom, boolean requestor) {
        ObjectNode agent = JsonNodeFactory.instance.objectNode();
        agent.set("type", type.concept());
        agent.set("who", whom);
        return agent.put("requestor", requestor);
    }
}
