package uk.concord.kernel.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Removes query strings from spans when they start: FHIR queries hold NHS numbers ({@code url.query}, {@code url.full} and
 * their older names in OpenTelemetry's semantic conventions for HTTP).
 */
@ApplicationScoped
public class RedactingSpanProcessor implements SpanProcessor {

    private static final String REMOVED = "removed";
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final List<AttributeKey<String>> ADDRESSES = List.of(
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("http.url"),
            AttributeKey.stringKey("http.target"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, REMOVED);
        }
        for (AttributeKey<String> key : ADDRESSES) {
            String address = span.getAttribute(key);
            int query = address == null ? -1 : address.indexOf('?');
            if (address != null && query >= 0) {
                span.setAttribute(key, address.substring(0, query));
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // Nothing: attributes are redacted before anybody can read them.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
