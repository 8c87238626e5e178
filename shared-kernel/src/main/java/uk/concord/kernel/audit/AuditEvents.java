package uk.concord.kernel.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.request.RequestIds;

/** Turns what a service wants recorded into an audit record of this service, now, in this request, and into its event. */
@ApplicationScoped
public class AuditEvents {

    private final Clock clock;
    private final UuidV7 ids;
    private final ObjectMapper json;
    private final String service;

    AuditEvents(
            Clock clock,
            UuidV7 ids,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.clock = clock;
        this.ids = ids;
        this.json = json;
        this.service = service;
    }

    /** The record, with a new id. */
    public AuditRecord record(AuditEntry entry) {
        SpanContext span = Span.current().getSpanContext();
        return new AuditRecord(
                AuditRecord.SCHEMA,
                ids.next(),
                entry.type(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                service,
                RequestIds.current().orElse(null),
                span.isValid() ? span.getTraceId() : null,
                entry.patient(),
                entry.actor(),
                entry.organisations(),
                entry.purpose(),
                entry.outcome(),
                entry.decisionId(),
                entry.summary(),
                entry.detail());
    }

    /** The record's event; its bytes are what the ledger will commit to. */
    public CloudEvent event(AuditRecord record) {
        try {
            return new CloudEvent(
                    record.id(),
                    "/" + service,
                    record.cloudEventType(),
                    record.occurredAt(),
                    key(record),
                    traceparent(),
                    json.writeValueAsBytes(record));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an audit record can always be written as JSON", e);
        }
    }

    private static String key(AuditRecord record) {
        AuditPatient patient = record.patient();
        return patient == null || patient.id() == null
                ? record.id().toString()
                : Objects.requireNonNull(patient.id()).toString();
    }

    private static @Nullable String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
