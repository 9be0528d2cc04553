package io.cloudconnectors.vault.leak;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The spans of this process, where tracing is on. */
@Singleton
public class CollectedSpans implements SpanProcessor {
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();

    /** All that each says: name, attributes, events, status. */
    String text() {
        return String.join("\n", ended);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Nothing is known of it yet.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        var data = span.toSpanData();
        ended.add(data.getName() + data.getAttributes() + data.getEvents() + data.getStatus());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
