package io.cloudconnectors.vault.secret;

import io.cloudconnectors.vault.time.Periodic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each version was revealed last. A reveal costs no write for it: what happened within a minute is written in one
 * statement. An instance that is killed forgets its last minute; the audit log does not.
 */
@ApplicationScoped
public class LastUses {
    private final LastUseRepository repository;
    private final InstantSource clock;
    private final Periodic writing;
    private final Map<Version, Instant> unwritten = new ConcurrentHashMap<>();

    LastUses(LastUseRepository repository, InstantSource clock, CredentialsConfig config) {
        this.repository = repository;
        this.clock = clock;
        this.writing = new Periodic("last-uses", config.usesEvery(), this::write);
    }

    private record Version(UUID credential, int version) {}

    /** A version that was revealed. */
    record Use(UUID credential, int version, Instant at) {}

    void onStart(@Observes StartupEvent start) {
        writing.start();
    }

    void onStop(@Observes ShutdownEvent stop) {
        writing.close();
        write();
    }

    /** Notes that a version is revealed now. */
    public void note(UUID credential, int version) {
        unwritten.put(new Version(credential, version), clock.instant());
    }

    /** Writes what was noted. What cannot be written is kept for the next time, unless it was used again. */
    public void write() {
        // In one order, so that two instances which write the same rows wait for each other and do not block each
        // other.
        List<Use> uses = unwritten.entrySet().stream()
                .map(entry ->
                        new Use(entry.getKey().credential(), entry.getKey().version(), entry.getValue()))
                .sorted(Comparator.comparing(Use::credential).thenComparingInt(Use::version))
                .toList();
        if (!uses.isEmpty()) {
            repository.write(uses);
            uses.forEach(use -> unwritten.remove(new Version(use.credential(), use.version()), use.at()));
        }
    }
}
