package io.cloudconnectors.local.cloud.calls;

import java.time.InstantSource;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The last calls; older ones are forgotten. */
public final class CallLog {
    private static final int REMEMBERED = 10_000;

    private final InstantSource clock;
    private final TreeMap<Long, Call> calls = new TreeMap<>();
    private long last;

    public CallLog(InstantSource clock) {
        this.clock = clock;
    }

    /** Notes an arrival; the answer is the handle for what follows. */
    public synchronized Entry arrived(Arrival arrival) {
        long number = ++last;
        calls.put(
                number,
                new Call(
                        number,
                        clock.instant(),
                        arrival.requestId(),
                        arrival.service(),
                        arrival.action(),
                        arrival.region(),
                        arrival.account(),
                        arrival.accessKeyId(),
                        arrival.session(),
                        null,
                        null,
                        null,
                        null));
        if (calls.size() > REMEMBERED) {
            calls.pollFirstEntry();
        }
        return new Entry(number);
    }

    /** The remembered calls that match, oldest first. */
    public synchronized List<Call> matching(Predicate<Call> wanted) {
        return calls.values().stream().filter(wanted).toList();
    }

    public synchronized void clear() {
        calls.clear();
    }

    private synchronized void change(long number, UnaryOperator<Call> change) {
        calls.computeIfPresent(number, (key, call) -> change.apply(call));
    }

    /** What is known when a call arrives. */
    public record Arrival(
            String requestId,
            String service,
            String action,
            String region,
            @Nullable String account,
            String accessKeyId,
            @Nullable String session) {}

    /** One call in the log. */
    public final class Entry {
        private final long number;

        private Entry(long number) {
            this.number = number;
        }

        public void meets(String faultKind) {
            change(number, call -> call.meets(faultKind));
        }

        public void answered(int status, @Nullable String error) {
            change(number, call -> call.answered(status, error, clock.instant()));
        }
    }
}
