package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.fhir.event.FhirSystem;
import uk.concord.kernel.audit.AuditActor.AssertedUser;
import uk.concord.kernel.audit.AuditActor.Capacity;
import uk.concord.kernel.identity.OdsCode;

/**
 * Who the partner system says acted.
 *
 * @param user what it says of her; nothing if a system acted by itself
 */
record AssertedPerson(@Nullable AssertedUser user, Capacity capacity) {

    private static final Set<String> NO_PEOPLE = Set.of("Device", "Organization");

    /** Reads the agent that requested it, unless that is a device or an organisation. */
    static AssertedPerson of(ObjectNode event) {
        for (JsonNode agent : event.path("agent")) {
            if (agent.path("requestor").asBoolean() && isPerson(agent.path("who"))) {
                return new AssertedPerson(new AssertedUser(id(agent), role(agent)), capacity(event, agent.path("who")));
            }
        }
        return new AssertedPerson(null, Capacity.SYSTEM);
    }

    private static boolean isPerson(JsonNode who) {
        return !NO_PEOPLE.contains(kind(who))
                && !who.path("identifier").path("system").asText("").equals(OdsCode.FHIR_SYSTEM);
    }

    private static Capacity capacity(ObjectNode event, JsonNode who) {
        String system = who.path("identifier").path("system").asText("");
        boolean patient =
                kind(who).equals("Patient") || system.equals(FhirSystem.PATIENT) || system.equals(FhirSystem.PSEUDONYM);
        if (patient) {
            return isConcerned(event, who) ? Capacity.SELF : Capacity.PROXY;
        }
        return kind(who).equals("RelatedPerson") ? Capacity.PROXY : Capacity.STAFF;
    }

    private static boolean isConcerned(ObjectNode event, JsonNode who) {
        for (JsonNode entity : event.path("entity")) {
            JsonNode what = entity.path("what");
            if (isSame(what.path("reference"), who.path("reference"))
                    || isSame(
                            what.path("identifier").path("value"),
                            who.path("identifier").path("value"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.isTextual() && one.equals(other);
    }

    /** The resource type, as the reference says or shows: {@code …/Practitioner/7}. */
    private static String kind(JsonNode who) {
        if (who.hasNonNull("type")) {
            return who.path("type").asText();
        }
        String reference = who.path("reference").asText("");
        int history = reference.indexOf("/_history/");
        String[] steps = (history < 0 ? reference : reference.substring(0, history)).split("/", -1);
        return steps.length < 2 ? "" : steps[steps.length - 2];
    }

    private static @Nullable String id(JsonNode agent) {
        JsonNode who = agent.path("who");
        return first(
                who.path("identifier").path("value"),
                agent.path("altId"),
                who.path("reference"),
                agent.path("name"),
                who.path("display"));
    }

    private static @Nullable String role(JsonNode agent) {
        JsonNode role = agent.path("role").path(0);
        JsonNode coding = role.path("coding").path(0);
        return first(role.path("text"), coding.path("display"), coding.path("code"));
    }

    private static @Nullable String first(JsonNode... texts) {
        return Stream.of(texts)
                .map(text -> text.asText(""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .orElse(null);
    }
}
