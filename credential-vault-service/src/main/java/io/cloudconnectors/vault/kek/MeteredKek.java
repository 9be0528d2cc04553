package io.cloudconnectors.vault.kek;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;

/** Counts and times the calls of a KEK, by operation and outcome. */
final class MeteredKek implements Kek {
    private final Kek kek;
    private final MeterRegistry metrics;

    MeteredKek(Kek kek, MeterRegistry metrics) {
        this.kek = kek;
        this.metrics = metrics;
    }

    @Override
    public String name() {
        return kek.name();
    }

    @Override
    public boolean opens(String name) {
        return kek.opens(name);
    }

    @Override
    public byte[] wrap(byte[] plain, byte[] associatedData) {
        return metered("wrap", () -> kek.wrap(plain, associatedData));
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] associatedData) {
        return metered("unwrap", () -> kek.unwrap(wrapped, associatedData));
    }

    private byte[] metered(String operation, Supplier<byte[]> call) {
        long start = System.nanoTime();
        try {
            byte[] answer = call.get();
            record(operation, "answered", start);
            return answer;
        } catch (UnsealException refused) {
            record(operation, "refused", start);
            throw refused;
        } catch (KekException away) {
            record(operation, "unavailable", start);
            throw away;
        }
    }

    private void record(String operation, String outcome, long start) {
        metrics.timer("vault.kek.calls", "operation", operation, "outcome", outcome)
                .record(Duration.ofNanos(System.nanoTime() - start));
    }
}
