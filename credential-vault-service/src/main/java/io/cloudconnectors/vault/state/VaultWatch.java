package io.cloudconnectors.vault.state;

import io.cloudconnectors.vault.time.Periodic;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jboss.logging.Logger;

/**
 * Looks at every sign again and again, each on a thread of its own: one that hangs hides none of the others. What is asked for the
 * state reads what was seen last, and waits for nothing.
 */
@ApplicationScoped
class VaultWatch {
    private static final Logger LOG = Logger.getLogger(VaultWatch.class);

    private final List<StateSign> signs;
    private final StateConfig config;
    private final InstantSource clock;
    private final ConcurrentMap<String, Look> looks = new ConcurrentHashMap<>();
    private final List<Periodic> watches = new ArrayList<>();

    VaultWatch(@All List<StateSign> signs, StateConfig config, InstantSource clock, MeterRegistry metrics) {
        this.signs = List.copyOf(signs);
        this.config = config;
        this.clock = clock;
        for (StateSign sign : signs) {
            Gauge.builder("vault.state", () -> seen(sign).state().figure())
                    .tag("sign", sign.name())
                    .register(metrics);
        }
    }

    private record Look(Seen seen, Instant at) {}

    void onStart(@Observes StartupEvent start) {
        for (StateSign sign : signs) {
            Periodic watch = new Periodic("sign-" + sign.name(), config.every(), () -> look(sign));
            watches.add(watch);
            watch.soon();
            watch.start();
        }
    }

    void onStop(@Observes ShutdownEvent stop) {
        watches.forEach(Periodic::close);
    }

    /** What is known of each sign, by its name. */
    Map<String, Seen> signs() {
        Map<String, Seen> known = new TreeMap<>();
        signs.forEach(sign -> known.put(sign.name(), seen(sign)));
        return known;
    }

    /** The state of the whole is that of its worst sign. */
    static VaultState worst(Map<String, Seen> signs) {
        return signs.values().stream().map(Seen::state).reduce(VaultState.READY, VaultState::orWorse);
    }

    /** Looks once, and tells when it is not as it was. */
    void look(StateSign sign) {
        Seen seen = lookAt(sign);
        Look before = looks.put(sign.name(), new Look(seen, clock.instant()));
        VaultState was = before == null ? VaultState.READY : before.seen().state();
        if (seen.state() != was) {
            tell(sign, seen);
        }
    }

    private static Seen lookAt(StateSign sign) {
        try {
            return sign.look();
        } catch (RuntimeException e) {
            LOG.errorf(
                    e, "A sign of the vault's state cannot be looked at; it counts as degraded. sign=%s", sign.name());
            return Seen.degraded("It cannot be looked at: " + e.getClass().getName());
        }
    }

    private Seen seen(StateSign sign) {
        Look last = looks.get(sign.name());
        if (last == null) {
            return Seen.sealed("The vault starts, and has not looked yet");
        }
        boolean old = last.at().plus(config.patience()).isBefore(clock.instant());
        return old && last.seen().state() == VaultState.READY
                ? Seen.degraded("There is no answer; the last one was at " + last.at())
                : last.seen();
    }

    private static void tell(StateSign sign, Seen seen) {
        switch (seen.state()) {
            case READY -> LOG.infof("This sign of the vault is good again; sign=%s", sign.name());
            case DEGRADED -> LOG.warnf("The vault is degraded; sign=%s why=%s", sign.name(), seen.why());
            case SEALED ->
                LOG.errorf(
                        "The vault is sealed: it reveals and seals nothing; sign=%s why=%s", sign.name(), seen.why());
        }
    }
}
