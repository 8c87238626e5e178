package uk.concord.kernel.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.identity.OdsCode;

/**
 * One thing that happened, as it is handed to Kafka and as the ledger keeps it: the exact bytes of its JSON are what the
 * ledger commits to. It holds no NHS number.
 *
 * @param schema the format's name and version
 * @param id the event's id (UUIDv7); the same thing told twice has the same id
 * @param type what happened, one of {@link AuditType}
 * @param occurredAt when, by the source's clock
 * @param source the service that saw it
 * @param requestId the request in which it happened
 * @param traceId the W3C trace
 * @param patient about whom, where it is about one patient
 * @param actor who did it
 * @param organisations every organisation that the record belongs to: requester, custodian, the actor's
 * @param purpose the purpose of use
 * @param outcome what came of it, in one word
 * @param decisionId the decision that it is, or rests on
 * @param summary what happened in one plain sentence
 * @param detail what this type of record has beside
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
    "schema",
    "id",
    "type",
    "occurred_at",
    "source",
    "request_id",
    "trace_id",
    "patient",
    "actor",
    "organisations",
    "purpose",
    "outcome",
    "decision_id",
    "summary",
    "detail"
})
public record AuditRecord(
        String schema,
        UUID id,
        String type,
        @JsonProperty("occurred_at") Instant occurredAt,
        String source,
        @JsonProperty("request_id") @Nullable String requestId,
        @JsonProperty("trace_id") @Nullable String traceId,
        @Nullable AuditPatient patient,
        AuditActor actor,
        List<OdsCode> organisations,
        @Nullable String purpose,
        String outcome,
        @JsonProperty("decision_id") @Nullable UUID decisionId,
        String summary,
        Map<String, Object> detail) {

    /** The format that this version writes. */
    public static final String SCHEMA = "concord-audit/1";

    /** The CloudEvents type of this record. */
    public String cloudEventType() {
        return AuditType.cloudEventType(type);
    }
}
