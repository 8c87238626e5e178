package uk.concord.audit.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import uk.concord.audit.ledger.RecordContent;
import uk.concord.audit.ledger.RecordReader;
import uk.concord.audit.ledger.UnreadableRecordException;

/** Bodies of audit records, as other services write them. */
public record AuditBodies(
        UUID id,
        String type,
        String patient,
        String organisation,
        List<String> organisations,
        String purpose,
        String outcome,
        UUID decision,
        Instant occurredAt,
        String capacity) {

    public static AuditBodies decision(UUID id, UUID patient) {
        return new AuditBodies(
                id,
                "decision",
                "{\"id\":\"" + patient + "\"}",
                "RXN",
                List.of("RXN", "P81002"),
                "TREAT",
                "permit",
                id,
                Instant.parse("2026-11-20T10:00:00Z"),
                "staff");
    }

    public AuditBodies ofType(String other) {
        return new AuditBodies(
                id, other, patient, organisation, organisations, purpose, outcome, decision, occurredAt, capacity);
    }

    public AuditBodies aboutPseudonym(String pseudonym) {
        return new AuditBodies(
                id,
                type,
                "{\"pseudonym\":\"" + pseudonym + "\"}",
                organisation,
                organisations,
                purpose,
                outcome,
                decision,
                occurredAt,
                capacity);
    }

    public AuditBodies by(String actor, String... concerned) {
        return new AuditBodies(
                id, type, patient, actor, List.of(concerned), purpose, outcome, decision, occurredAt, capacity);
    }

    public AuditBodies answered(String forPurpose, String withOutcome) {
        return new AuditBodies(
                id,
                type,
                patient,
                organisation,
                organisations,
                forPurpose,
                withOutcome,
                decision,
                occurredAt,
                capacity);
    }

    public AuditBodies at(Instant instant) {
        return new AuditBodies(
                id, type, patient, organisation, organisations, purpose, outcome, decision, instant, capacity);
    }

    public String json() {
        return """
                {"schema":"concord-audit/1","id":"%s","type":"%s","occurred_at":"%s","source":"policy-service",\
                "request_id":"r-1","patient":%s,"actor":{"client":"rxn-epr","subject":"s","organisation":"%s",\
                "user":{"id":"dr-1","role":"consultant","asserted":true},"capacity":"%s"},"organisations":[%s],\
                "purpose":"%s","outcome":"%s","decision_id":"%s","summary":"RXN asked P81002.",\
                "detail":{"categories":["medications"],"permitted":["medications"],"reasons":[{"rule":"lawful"}]}}""".formatted(
                        id,
                        type,
                        occurredAt,
                        patient,
                        organisation,
                        capacity,
                        organisations.stream().map(code -> "\"" + code + "\"").collect(Collectors.joining(",")),
                        purpose,
                        outcome,
                        decision);
    }

    /** What a record with this body says. */
    public static RecordContent content(byte[] body) {
        try {
            return RecordReader.read(body);
        } catch (UnreadableRecordException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public byte[] bytes() {
        return json().getBytes(StandardCharsets.UTF_8);
    }
}
