package uk.concord.gateway.standin;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sees every span as an exporter would: when it has ended. */
@ApplicationScoped
public class CapturedSpans implements SpanProcessor {

    private final List<String> spans = new CopyOnWriteArrayList<>();

    public List<String> spans() {
        return spans;
    }

    public void clear() {
        spans.clear();
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {}

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        spans.add(span.getKind() + " " + span.getName() + " " + span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
