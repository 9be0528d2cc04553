package io.cloudconnectors.poller.run;

import io.cloudconnectors.contracts.Provider;
import io.cloudconnectors.contracts.Reason;
import io.cloudconnectors.poller.provider.SliceTask.Slice;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;

/**
 * What an operator watches: runs by how they ended, slices by what was seen of them, slots in use. Labels are enums, never
 * an id.
 */
@ApplicationScoped
class RunMetrics {
    private final MeterRegistry registry;

    RunMetrics(MeterRegistry registry, Slots slots) {
        this.registry = registry;
        registry.gauge("poller.slots.taken", slots, Slots::taken);
    }

    void ended(Provider provider, Attempt.Ending ending) {
        registry.counter("poller.runs", "provider", lower(provider), "ending", lower(ending))
                .increment();
    }

    void looked(Provider provider, Slice slice) {
        String result = switch (slice) {
            case Slice.Seen(var gaps) -> gaps.isEmpty() ? "seen" : "gaps";
            case Slice.Blind blind -> "blind";
        };
        String reason = switch (slice) {
            case Slice.Seen(var gaps) ->
                gaps.isEmpty() ? "none" : code(gaps.getFirst().reason());
            case Slice.Blind(var why) -> code(why);
        };
        registry.counter("poller.slices", "provider", lower(provider), "result", result, "reason", reason)
                .increment();
    }

    private static String code(Reason reason) {
        return lower(reason.code());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
