package uk.concord.consent.patient;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import uk.concord.kernel.event.CloudEvent;
import uk.concord.kernel.identity.UuidV7;
import uk.concord.kernel.preference.PatientState;

/** Makes the events of the state topic. */
@ApplicationScoped
public class StateEvents {

    private final Clock clock;
    private final UuidV7 ids;
    private final ObjectMapper json;
    private final String source;

    StateEvents(
            Clock clock,
            UuidV7 ids,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.clock = clock;
        this.ids = ids;
        this.json = json;
        this.source = "/" + service;
    }

    /** A new event that says how the patient stands. */
    public CloudEvent of(PatientState state) {
        try {
            return new CloudEvent(
                    ids.next(),
                    source,
                    PatientState.CLOUD_EVENT_TYPE,
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    state.patient().toString(),
                    traceparent(),
                    json.writeValueAsBytes(state));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a patient's state can always be written as JSON", e);
        }
    }

    private static @Nullable String traceparent() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex()
                : null;
    }
}
