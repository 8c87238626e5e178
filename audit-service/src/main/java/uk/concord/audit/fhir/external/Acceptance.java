package uk.concord.audit.fhir.external;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.audit.fhir.event.EventOutcome;
import uk.concord.audit.fhir.event.FhirSystem;
import uk.concord.audit.patient.PatientLookup;
import uk.concord.audit.patient.Whom;
import uk.concord.kernel.audit.AuditActor;
import uk.concord.kernel.audit.AuditPatient;
import uk.concord.kernel.audit.AuditPublisher;
import uk.concord.kernel.audit.AuditRecord;
import uk.concord.kernel.audit.AuditType;
import uk.concord.kernel.identity.NhsNumber;
import uk.concord.kernel.identity.OdsCode;
import uk.concord.kernel.identity.Pseudonyms;
import uk.concord.kernel.problem.ProblemException;
import uk.concord.kernel.problem.ProblemType;
import uk.concord.kernel.security.Caller;

/** Takes an AuditEvent of a partner system into the ledger. */
@ApplicationScoped
public class Acceptance {

    private static final String SOURCE = "audit-service";

    private final PartnerSystems partners;
    private final PatientLookup patients;
    private final Pseudonyms pseudonyms;
    private final KnownEvents events;
    private final AuditPublisher publisher;
    private final Caller caller;
    private final Clock clock;

    Acceptance(
            PartnerSystems partners,
            PatientLookup patients,
            Pseudonyms pseudonyms,
            KnownEvents events,
            AuditPublisher publisher,
            Caller caller,
            Clock clock) {
        this.partners = partners;
        this.patients = patients;
        this.pseudonyms = pseudonyms;
        this.events = events;
        this.publisher = publisher;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * An event that is on record.
     *
     * @param resource as it was accepted: without NHS numbers
     * @param isNew whether it wasn't in the ledger before
     */
    public record Accepted(UUID id, ObjectNode resource, boolean isNew) {}

    /**
     * Returns when the record is safe.
     *
     * @param body an AuditEvent of FHIR R4 as JSON
     * @throws ProblemException 400, 413 or 422 for a bad event, naming the elements; 403 if it names no organisation for which the
     *     caller speaks; 503 if that can't be known, whom an NHS number means can't be found out, or the record can't be kept
     */
    public Accepted accept(byte[] body) {
        ObjectNode read = EventReader.read(body);
        Faults faults = new Faults();
        NumberRemoval removal = new NumberRemoval(pseudonyms, faults);
        ObjectNode event = removal.from(read, "AuditEvent");
        Instant recorded = EventReader.recorded(event, clock.instant(), faults);
        Named named = new Named(event);
        named.check(faults);
        faults.demandNone();
        OdsCode organisation = speaker(named);
        UUID id = EventId.of(caller.client(), recorded, event.toString());
        AuditPatient patient = patient(named, removal.numbers());
        if (patient != null && patient.id() != null) {
            named.people().forEach(pseudonym -> nameById(event, pseudonym, String.valueOf(patient.id())));
        }
        boolean isNew = !events.has(id);
        if (isNew) {
            publisher.publish(record(id, recorded, event, organisation, patient));
        }
        return new Accepted(id, event, isNew);
    }

    /** The organisation that reports: named as the observer, or else the first among those who took part. */
    private OdsCode speaker(Named named) {
        Set<OdsCode> own = partners.organisationsOf(caller.client());
        List<OdsCode> candidates = named.observer().map(List::of).orElseGet(named::agents);
        return candidates.stream()
                .filter(own::contains)
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.FORBIDDEN,
                        "AuditEvent.source.observer, or else the who of an agent, must name an organisation for which this"
                                + " partner system speaks, by an identifier with the system "
                                + OdsCode.FHIR_SYSTEM + "."));
    }

    private @Nullable AuditPatient patient(Named named, Map<String, NhsNumber> numbers) {
        if (named.people().isEmpty()) {
            return null;
        }
        String name = named.people().iterator().next();
        NhsNumber number = numbers.get(name);
        if (number != null) {
            Whom whom = patients.find(number);
            return whom.named();
        }
        return name.contains("-") ? new AuditPatient(UUID.fromString(name), null) : new AuditPatient(null, name);
    }

    // Wherever a registered person stood by NHS number, her id stands from now on, as in every other record about her.
    private static void nameById(JsonNode node, String pseudonym, String id) {
        if (node instanceof ObjectNode object
                && object.path("system").asText("").equals(FhirSystem.PSEUDONYM)
                && object.path("value").asText("").equals(pseudonym)) {
            object.put("system", FhirSystem.PATIENT).put("value", id);
        }
        node.forEach(child -> nameById(child, pseudonym, id));
    }

    private AuditRecord record(
            UUID id, Instant recorded, ObjectNode event, OdsCode organisation, @Nullable AuditPatient patient) {
        Named named = new Named(event);
        AssertedPerson person = AssertedPerson.of(event);
        String outcome = event.path("outcome").asText(EventOutcome.SUCCESS);
        // Nothing of this request is in the record: the same event sent again must be the same bytes.
        return new AuditRecord(
                AuditRecord.SCHEMA,
                id,
                AuditType.EXTERNAL,
                recorded,
                SOURCE,
                named.request(),
                null,
                patient,
                new AuditActor(caller.client(), caller.subject(), organisation, person.user(), person.capacity()),
                List.copyOf(named.organisations()),
                named.purpose(),
                EventOutcome.wordOf(outcome),
                named.decision(),
                summary(organisation, event.path("action").asText(""), outcome.equals(EventOutcome.SUCCESS)),
                Map.of("resource", event));
    }

    private static String summary(OdsCode organisation, String action, boolean succeeded) {
        String what = switch (action) {
            case "C" -> "something was added to it";
            case "R" -> "it was read";
            case "U" -> "it was changed";
            case "D" -> "something of it was deleted";
            default -> "it was used";
        };
        return organisation + " recorded in a system of its own what was done with information: " + what
                + (succeeded ? "." : ", without success.");
    }
}
