package uk.concord.audit.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * An emergency that a partner system declares for its user, as policy-service and the gateway record it.
 *
 * @param declaration the id of the declaration's record
 * @param patient the member "patient" of its records
 */
public record Emergency(UUID grant, UUID declaration, String patient, String requester, String user, Instant at) {

    /** What the user wrote. */
    public static final String REASON = "Found unconscious at home; her medicines must be known.";

    /** One of an organisation that no other test has. */
    public static Emergency anywhere() {
        return of("Z" + UUID.randomUUID().toString().substring(0, 6).toUpperCase(java.util.Locale.ROOT));
    }

    public static Emergency of(String requester) {
        return new Emergency(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "{\"id\":\"" + UUID.randomUUID() + "\"}",
                requester,
                "555254242106",
                Instant.parse("2026-11-02T10:00:00Z"));
    }

    public Emergency about(UUID registered) {
        return new Emergency(grant, declaration, "{\"id\":\"" + registered + "\"}", requester, user, at);
    }

    public Emergency aboutPseudonym(String pseudonym) {
        return new Emergency(grant, declaration, "{\"pseudonym\":\"" + pseudonym + "\"}", requester, user, at);
    }

    public Emergency by(String other) {
        return new Emergency(grant, declaration, patient, requester, other, at);
    }

    public Emergency at(Instant instant) {
        return new Emergency(grant, declaration, patient, requester, user, instant);
    }

    public byte[] declared() {
        return record(
                declaration,
                "break-glass-declared",
                "policy-service",
                "",
                "declared",
                "\"grant\":\"%s\",\"reason_code\":\"OVRER\",\"reason\":\"%s\",\"relationship\":\"Treats her\",\"until\":\"%s\""
                        .formatted(grant, REASON, at.plusSeconds(3600)));
    }

    /** A decision under it; its record has the decision's id. */
    public byte[] decided(UUID id) {
        return record(
                id,
                "decision",
                "policy-service",
                "\"decision_id\":\"" + id + "\",",
                "permit",
                "\"permitted\":[\"medications\"],\"withheld\":[],\"grant\":\"" + grant + "\"");
    }

    /** What the gateway gave out under that decision. It doesn't know the grant. */
    public byte[] given(UUID id, UUID decision) {
        return record(id, "access", "gateway", "\"decision_id\":\"" + decision + "\",", "permit", "\"returned\":3");
    }

    public byte[] ended(UUID id) {
        return record(
                id,
                "break-glass-ended",
                "policy-service",
                "",
                "ended",
                "\"grant\":\"" + grant + "\",\"reason\":\"She has woken up.\"");
    }

    private byte[] record(UUID id, String type, String source, String decision, String outcome, String detail) {
        return """
                {"schema":"concord-audit/1","id":"%s","type":"%s","occurred_at":"%s","source":"%s","patient":%s,\
                "actor":{"client":"epr","subject":"service-account","organisation":"%s",\
                "user":{"id":"%s","role":"S8000:G8000:R8000","asserted":true},"capacity":"staff"},\
                "organisations":["P81002","%s"],"purpose":"BTG","outcome":"%s",%s"summary":"%s did something.",\
                "detail":{%s}}""".formatted(
                        id, type, at, source, patient, requester, user, requester, outcome, decision, requester, detail)
                .getBytes(StandardCharsets.UTF_8);
    }
}
