package uk.concord.kernel.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Removes query strings from spans when they start: FHIR queries hold NHS numbers ({@code url.query}, {@code url.full} and
 * their older names in OpenTelemetry's semantic conventions for HTTP). What might be an NHS number in a path, where it doesn't
 * belong, is hidden, too.
 */
@ApplicationScoped
public class RedactingSpanProcessor implements SpanProcessor {

    private static final String REMOVED = "removed";
    private static final Pattern TEN_DIGITS = Pattern.compile("[0-9]{10,}");
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");
    private static final List<AttributeKey<String>> ADDRESSES = List.of(
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("url.path"),
            AttributeKey.stringKey("http.url"),
            AttributeKey.stringKey("http.target"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, REMOVED);
        }
        for (AttributeKey<String> key : ADDRESSES) {
            String address = span.getAttribute(key);
            if (address != null) {
                int query = address.indexOf('?');
                String plain = query < 0 ? address : address.substring(0, query);
                span.setAttribute(key, TEN_DIGITS.matcher(plain).replaceAll("[hidden]"));
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
